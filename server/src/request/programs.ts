import { execute, getNamedType, GraphQLError, isInputObjectType, Kind, typeFromAST } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLSchema, GraphQLType, NamedTypeNode, SelectionSetNode } from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'
import type { CompiledQuery } from 'graphql-jit'
import { LRUCache } from 'lru-cache'
import { sizeOfDocument } from './documents.js'
import { limits } from './limits.js'

interface Request {
  document: DocumentNode
  operationName: string | undefined
  variables: Record<string, unknown>
  contextValue: object
  /** Whether it may take room: strangers' documents are executed as they are. */
  keep: boolean
}

type Program = CompiledQuery | ExecutionResult

/**
 * Executes documents: by graphql-js when one comes for the first time, compiled by graphql-jit when it comes again. A program takes
 * room by the selections it has with all fragments spread, which a document of a few lines can have thousands of, and by what its variables
 * are read with; that is what is bounded.
 */
export class Programs {
  /** Selections of the documents that came once. */
  private readonly sizes = new WeakMap<DocumentNode, number>()
  private readonly compiled = new LRUCache<DocumentNode, Map<string | undefined, Program>>({ maxSize: limits.programSelections })

  constructor(private readonly schema: GraphQLSchema) {}

  /** Selections of all that is kept. */
  get size(): number {
    return this.compiled.calculatedSize
  }

  async execute(request: Request): Promise<ExecutionResult> {
    const program = request.keep ? this.programOf(request) : undefined
    const { document, operationName, variables, contextValue } = request
    if (program && !isCompiledQuery(program))
      return program
    const result = program
      ? await program.query(null, contextValue, variables)
      : await execute({ schema: this.schema, document, operationName: operationName ?? null, variableValues: variables, contextValue })
    return result.errors ? { ...result, errors: result.errors.map(asGraphqlError) } : result
  }

  private programOf({ document, operationName }: Request): Program | undefined {
    const known = this.compiled.get(document)?.get(operationName)
    if (known)
      return known
    const size = this.sizes.get(document)
    if (size === undefined)
      this.sizes.set(document, hasRequiredDefault(document) ? Number.POSITIVE_INFINITY : sizeOf(this.schema, document))
    if (size === undefined || size > limits.programSelections / 10)
      return undefined
    const program = compileQuery(this.schema, document, operationName)
    this.compiled.set(
      document,
      (this.compiled.get(document) ?? new Map<string | undefined, Program>()).set(operationName, program),
      { size },
    )
    return program
  }
}

/** `$name: String! = "x"`: graphql-jit refuses it where no value was sent, and the default counts. */
function hasRequiredDefault({ definitions }: DocumentNode): boolean {
  return definitions.some(node => node.kind === Kind.OPERATION_DEFINITION
    && node.variableDefinitions?.some(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue))
}

/** Selections that take as much room as what reads one member of a variable. */
const selectionsPerMember = 2

function sizeOf(schema: GraphQLSchema, document: DocumentNode): number {
  const members = (type: GraphQLType | undefined): number => {
    const named = type && getNamedType(type)
    return isInputObjectType(named) ? Object.values(named.getFields()).reduce((sum, field) => sum + members(field.type), 1) : 1
  }
  const variables = document.definitions.flatMap(node => node.kind === Kind.OPERATION_DEFINITION ? node.variableDefinitions ?? [] : [])
  const program = variables.reduce(
    (sum, { type }) => sum + selectionsPerMember * members(typeFromAST(schema, type as NamedTypeNode)),
    spreadSelections(document),
  )
  return Math.max(program, sizeOfDocument(document)) // the document stays linked to its program, its comments too
}

/** How many selections all operations of a document have once their fragments are spread. */
export function spreadSelections({ definitions }: DocumentNode): number {
  const fragments = new Map(
    definitions.flatMap(node => node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet]] : []),
  )
  const known = new Map<SelectionSetNode, number>()
  const sizeOf = (set: SelectionSetNode | undefined): number => {
    if (!set)
      return 0
    const size = known.get(set) ?? set.selections.reduce(
      (sum, node) => sum + 1 + sizeOf(node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node.selectionSet),
      0,
    )
    known.set(set, size)
    return size
  }
  return definitions.reduce((sum, node) => sum + (node.kind === Kind.OPERATION_DEFINITION ? sizeOf(node.selectionSet) : 0), 1)
}

/**
 * The same for both: the compiler's errors lack `extensions`, on which Apollo stumbles,
 * and those of graphql-js name places in the document.
 */
function asGraphqlError({ message, path, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { path, originalError })
}
