import { getArgumentValues, getOperationAST, Kind, print } from 'graphql'
import type { DocumentNode, FieldNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { LRUCache } from 'lru-cache'
import { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { parseAndValidate, requireWithinCost } from '../request/limits.js'
import { sizeOfDocument } from '../request/documents.js'
import { spreadSelections } from '../request/programs.js'
import type { Services } from '../request/services.js'
import { checkEventFilter } from '../event/filter.js'
import type { EventFilter } from '../event/filter.js'
import { chooseLog, placeIn } from '../event/place.js'
import { answerer, bytesKept } from './answer.js'
import type { Question } from './answer.js'
import { batchSize, digest } from './subscriber.js'
import type { Subscriber } from './subscriber.js'
import { readHead, readLog, requireReachable } from '../event/read-log.js'
import { ofGroups } from '../event/of-groups.js'
import { visibilityOf } from '../event/visibility.js'
import type { Connection } from './connections.js'

export class InvalidDocument extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('invalid document')
  }
}

interface Arguments {
  providerId?: string | null
  after?: string | null
  filter?: EventFilter | null
}

/** Checks of the question itself: document, cost, filter. */
export function readQuestion(
  schema: GraphQLSchema,
  documents: LRUCache<string, DocumentNode>,
  { query, operationName = null, variables }: SubscribePayload,
): { question: Question, bytes: number, documentKey: string, size: number, field: string, args: Arguments & Record<string, unknown> } {
  const document = documents.get(query) ?? parseAndValidate(schema, query)
  if (!('kind' in document))
    throw new InvalidDocument(document)
  documents.set(query, document)
  const { field, operation } = rootField(document, operationName)
  const declared = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value))
  const values = Object.fromEntries(Object.entries(variables ?? {}).filter(([name]) => declared.has(name)))
  const asRead = requireWithinCost(schema, document, operationName ?? undefined, values)
  const { name: { value: name } } = field
  const args = getArgumentValues(schema.getSubscriptionType()!.getFields()[name]!, field, asRead) as Arguments & Record<string, unknown>
  if (name === 'events')
    checkEventFilter(args.filter ?? {})
  const question = { query, operationName, variables: values }
  return {
    question,
    bytes: bytesKept(question, document),
    documentKey: digest([print(document), operationName, withoutPlace(field, asRead)]),
    size: Math.max(sizeOfDocument(document), spreadSelections(document)),
    field: name,
    args,
  }
}

/** Checks of log and cursor. */
export async function prepareSubscription(
  schema: GraphQLSchema,
  documents: LRUCache<string, DocumentNode>,
  services: Services,
  connection: Connection,
  id: string,
  { question, documentKey, args: { providerId: wanted, after, filter } }: ReturnType<typeof readQuestion>,
): Promise<{ subscriber: Subscriber, seq: number | null }> {
  const { feed: reader } = services.database
  const tenantsOf = (viewer: Viewer) => ({ ...viewer.tenants, party: connection.party })
  const viewer = new Viewer(await connection.credential.current())
  const { providerId } = chooseLog(viewer, wanted, after)
  const seq = placeIn(providerId, after)
  if (seq !== null)
    requireReachable(providerId, seq, await readHead(reader, tenantsOf(viewer), providerId))

  const { groups, ...others } = filter ?? {}
  const subscriber: Subscriber = {
    id,
    providerId,
    filter: others,
    documentKey,
    outlet: {
      send: frame => connection.socket.send(frame),
      buffered: () => connection.socket.bufferedAmount,
      close: (code, reason) => connection.socket.close(code, reason),
    },
    async authorize() {
      const viewer = new Viewer(await connection.credential.current())
      const visibility = visibilityOf(viewer, providerId)
      return visibility && { visibility: groups ? await ofGroups(reader, viewer, providerId, visibility, groups) : visibility, viewer }
    },
    answer: answerer(schema, documents, question),
    report: error => services.log.error({ err: error }, 'a subscription could not be answered'),
    async readBehind({ viewer, visibility }, seq, places) {
      const head = await readHead(reader, tenantsOf(viewer), providerId)
      requireReachable(providerId, seq, head)
      const upTo = Math.min(head.seq, seq + places)
      const rows = await readLog(
        reader,
        tenantsOf(viewer),
        { providerId, visibility, filter: others, order: 'OLDEST_FIRST', seq, upTo, limit: batchSize },
      )
      return { rows, reached: rows.length < batchSize ? upTo : Number(rows.at(-1)!.seq) }
    },
  }
  return { subscriber, seq }
}

function rootField(
  document: DocumentNode,
  operationName: string | null | undefined,
): { field: FieldNode, operation: OperationDefinitionNode } {
  const operation = getOperationAST(document, operationName)
  const [field, ...others] = operation?.selectionSet.selections ?? []
  if (operation?.operation !== 'subscription')
    throw new Refused('BAD_USER_INPUT', 'Only subscriptions run on this socket; send queries and mutations over HTTP.')
  if (field?.kind !== Kind.FIELD || others.length)
    throw new Refused('BAD_USER_INPUT', 'A subscription selects exactly one field, not by a fragment.')
  return { field, operation }
}

/** The cursor does not change what a batch looks like, so it is no part of the key by which subscribers share bytes. */
function withoutPlace(field: FieldNode, variables: Record<string, unknown>): Record<string, unknown> {
  const place = field.arguments?.find(({ name }) => name.value === 'after')?.value
  return Object.fromEntries(Object.entries(variables).filter(([name]) => place?.kind !== Kind.VARIABLE || place.name.value !== name))
}
