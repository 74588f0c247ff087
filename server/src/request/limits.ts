import { createRequire } from 'node:module'
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import { getOperationAST, getVariableValues, GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate } from 'graphql'
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode, ValidationContext, ValidationRule } from 'graphql'
import type { ComplexityEstimator } from 'graphql-query-complexity'
import { errors } from '@wardroom/schema/errors'
import { Refused } from '../lib/refused.js'

// Its ES module build brings a second copy of graphql along, which refuses our schema; the CommonJS build shares ours.
const complexity = createRequire(import.meta.url)('graphql-query-complexity') as typeof import('graphql-query-complexity')
const { fieldExtensionsEstimator, getComplexity, simpleEstimator } = complexity

/** Every limit on a document, set once and enforced on HTTP and socket alike; docs/security.md lists them. */
export const limits = {
  characters: 32_768,
  tokens: 1_000,
  depth: 10,
  aliases: 15,
  directives: 10,
  selections: 5_000,
  cost: 5_000,
  unauthenticatedCost: 100,
  variableMembers: 100,
  variableItems: 10_000,
  variableCharacters: 16_384,
  documentTokens: 100_000,
  programSelections: 20_000,
  bodyBytes: 1024 * 1024,
  strangerBodyBytes: 16 * 1024,
  arrivingBytes: 16 * 1024 * 1024,
  arrivingBytesInAll: 64 * 1024 * 1024,
  unreadAnswerBytes: 64 * 1024 * 1024,
  unreadAnswerBytesInAll: 256 * 1024 * 1024,
  socketMessageBytes: 64 * 1024,
  socketsPerSession: 5,
  socketsPerToken: 2_500,
  unauthenticatedPerAddress: 20,
  unauthenticatedPerNetwork: 160,
  unauthenticated: 1_000,
  subscriptionsPerSocket: 50,
  subscriptionIdBytes: 64,
  subscriptionBytes: 16 * 1024 * 1024,
  subscriptionBytesInAll: 512 * 1024 * 1024,
  subscriptionBytesAlways: 1024 * 1024,
  liveSubscriptions: 20,
  waitingQuestionBytes: 16 * 1024 * 1024,
  subscriptionDocuments: 1_000,
  subscriptionTokens: 50_000,
  subscriptionTokensInAll: 500_000,
  subscriptionTokensAlways: 5_000,
  unreadSocketBytesInAll: 256 * 1024 * 1024,
  messagesPerSecond: 20,
  messageBurst: 60,
  initMilliseconds: 3_000,
} as const

/** Report instead of throwing: a thrown error would be logged as a bug of the server. */
const reportOptions = {
  exposeLimits: true,
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, { message }: GraphQLError) =>
    context?.reportError(new GraphQLError(message.replace('Syntax Error: ', ''), { extensions: { code: 'LIMIT_EXCEEDED' } }))],
}

/** What is added to GraphQL's own rules. */
export const extraRules: ValidationRule[] = [
  NoSchemaIntrospectionCustomRule,
  maxDepthRule({ n: limits.depth, flattenFragments: true, ...reportOptions }),
  maxAliasesRule({ n: limits.aliases, ...reportOptions }),
  maxDirectivesRule({ n: limits.directives, ...reportOptions }),
]

/** A list costs its page times what one row costs; scalars are free. */
const byPage: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const many = typeof args.first === 'number' ? Math.max(1, args.first) : 1
  const scalar = childComplexity === 0 && field.type.toString().match(/^\[?(?:ID|String|Int|Float|Boolean|DateTimeISO|JSON)/)
  return scalar ? 0 : many * (1 + childComplexity)
}

/** A document that is fit to be executed, or what is wrong with it. Variables are checked separately (requireWithinCost). */
export function parseAndValidate(schema: GraphQLSchema, source: string): DocumentNode | readonly GraphQLError[] {
  requireShortDocument(source)
  try {
    const document = parse(source, { maxTokens: limits.tokens })
    const broken = validate(schema, document, [...specifiedRules, ...extraRules], { maxErrors: 5 })
    return broken.length ? broken.map(asInputError) : document
  }
  catch (error) {
    if (!(error instanceof GraphQLError))
      throw error
    return [asInputError(error)]
  }
}

/** Before anything is done with it: a name of a megabyte is compared with every name of the schema. */
export function requireShortDocument(source: unknown): void {
  if (typeof source === 'string' && source.length > limits.characters)
    throw new Refused('LIMIT_EXCEEDED', `A document may have ${limits.characters} characters.`, { max: limits.characters })
}

/** What a variable of any type keeps to. Its own type says more. */
function requireBounded(value: unknown, depth = 0): void {
  if (typeof value === 'string')
    requireAtMost(value.length, limits.variableCharacters, 'characters in a text')
  if (typeof value !== 'object' || value === null)
    return
  requireAtMost(depth, limits.depth, 'levels')
  const parts = Object.values(value)
  if (Array.isArray(value))
    requireAtMost(parts.length, limits.variableItems, 'items in a list')
  else
    requireAtMost(parts.length, limits.variableMembers, 'members in an object')
  for (const part of parts)
    requireBounded(part, depth + 1)
}

function requireAtMost(count: number, max: number, what: string): void {
  if (count > max)
    throw new Refused('LIMIT_EXCEEDED', `Variables may have ${max} ${what}.`, { max })
}

/**
 * Variables as the schema reads them (dates as dates, defaults filled in).
 * @throws the first error: to tell all takes the square of their number
 */
function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Record<string, unknown> {
  requireBounded(variables)
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1, hideSuggestions: true })
  if (errors)
    throw errors[0]!
  return coerced
}

/** Refuses variables that do not fit, and what would cost too much with them. @returns the variables as the schema reads them */
export function requireWithinCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  max: number = limits.cost,
): Record<string, unknown> {
  const operation = getOperationAST(document, operationName)
  const coerced = operation ? coerceVariables(schema, operation, variables) : {}
  const cost = getComplexity({
    schema,
    query: document,
    variables,
    maxQueryNodes: limits.selections,
    ...operationName && { operationName },
    estimators: [fieldExtensionsEstimator(), byPage, simpleEstimator({ defaultComplexity: 1 })],
  })
  if (cost > max) {
    throw new GraphQLError(`This document costs ${cost} points and ${max} are allowed; ask for smaller pages or fewer of them.`, {
      extensions: { code: 'LIMIT_EXCEEDED', cost, max },
    })
  }
  return coerced
}

const limitMessage = /Document contains more that \d+ tokens|recursively requests too many selections|exceeds the maximum allowed number of nodes/

/** Whether a document was refused for its size rather than for what it says. */
export function isLimitError({ message, extensions }: GraphQLError): boolean {
  return extensions.code === 'LIMIT_EXCEEDED' || limitMessage.test(message)
}

/** Removes "Did you mean …", which would reveal the schema. */
function asInputError(error: GraphQLError): GraphQLError {
  const code = isLimitError(error) ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT'
  const message = error.message.replace(/ ?Did you mean .*$/s, '')
  return new GraphQLError(
    message || errors[code].sentence,
    { nodes: error.nodes, source: error.source, positions: error.positions, extensions: { code } },
  )
}
