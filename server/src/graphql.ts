import { ApolloServer } from '@apollo/server'
import type { ApolloServerOptions, ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import { errors } from '@wardroom/schema/errors'
import type { ErrorCode } from '@wardroom/schema/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { Viewer } from './access/viewer.js'
import { deviceOf, sdkDevice } from './access/device.js'
import { identify } from './account/identify.js'
import type { Caller } from './account/identify.js'
import { addressKey } from './lib/ip-address.js'
import { Context } from './request/context.js'
import { keptDocuments } from './request/documents.js'
import { Programs } from './request/programs.js'
import type { ErrorReporter } from './request/error-reporter.js'
import { Refused } from './lib/refused.js'
import { extraRules, limits, requireShortDocument, requireWithinCost } from './request/limits.js'
import { isPublicOperation } from './transaction/root-fields.js'
import type { Services } from './request/services.js'

/** Queries and mutations over HTTP. Subscriptions: feed/socket.ts. */
export async function serveGraphql(
  app: FastifyInstance,
  schema: GraphQLSchema,
  services: Services,
  reporter: ErrorReporter,
): Promise<void> {
  const apollo = new ApolloServer<Context>({
    gateway: {
      load: async () => ({ executor: executorOf(schema) }),
      onSchemaLoadOrUpdate: (loaded) => {
        loaded({ apiSchema: schema, coreSupergraphSdl: '' })
        return () => {}
      },
      stop: async () => {},
    },
    documentStore: documentStore(),
    validationRules: extraRules,
    parseOptions: { maxTokens: limits.tokens },
    maxRecursiveSelections: limits.selections,
    validationOptions: { maxErrors: 5 },
    introspection: false,
    hideSchemaDetailsFromClientErrors: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    status400ForVariableCoercionErrors: true,
    formatError: (_, error) => reporter.graphql(error),
    logger: silent,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(app),
      requestPlugin(schema, services),
    ],
  })
  await apollo.start()
  app.decorateRequest('caller', null)
  app.route({
    url: '/graphql',
    method: 'POST',
    bodyLimit: limits.bodyBytes,
    onRequest: async (request) => {
      request.caller = await callerOf(request, services)
      if (!request.caller)
        requireBrief(request)
    },
    preHandler: async ({ body }) => requireShortDocument((body as { query?: unknown } | undefined)?.query),
    handler: fastifyApolloHandler(apollo, { context: async request => contextOf(request, services) }),
  })
}

/** In the form that Apollo wants. */
function documentStore(): ApolloServerOptions<Context>['documentStore'] {
  const documents = keptDocuments()
  return {
    get: async hash => documents.get(hash),
    set: async (hash, document) => void documents.set(hash, document),
    delete: async hash => documents.delete(hash),
  }
}

async function callerOf(request: FastifyRequest, services: Services): Promise<Caller | null> {
  const [scheme, bearer] = (request.headers.authorization ?? '').split(' ')
  const { ip } = deviceOf(request)
  if (scheme?.toLowerCase() === 'bearer' && bearer)
    return identify(services, bearer, ip)
  await services.limiter.count('requestByStranger', addressKey(ip))
  return null
}

/** What a stranger sends is short, and says so before it comes. */
function requireBrief({ headers: { 'content-length': bytes = '0', 'transfer-encoding': inPieces } }: FastifyRequest): void {
  const max = limits.strangerBodyBytes
  if (inPieces || Number(bytes) > max)
    throw new Refused('LIMIT_EXCEEDED', `Without a credential a request may have ${max} bytes, and says in Content-Length how many it has.`, { max })
}

function contextOf(request: FastifyRequest, services: Services): Context {
  const { credential = null, identity = null } = request.caller ?? {}
  const device = deviceOf(request)
  return new Context(services, credential, new Viewer(identity), identity?.kind === 'API_TOKEN' ? { ...device, type: sdkDevice } : device)
}

function headersOf(code: ErrorCode): Map<string, string> {
  return new Map(code === 'UNAVAILABLE' ? [['retry-after', '1']] : [])
}

/** How Apollo hands a request over. Strangers' documents leave nothing behind. */
function executorOf(schema: GraphQLSchema) {
  const programs = new Programs(schema)
  return ({ document, operationName, context, request }: {
    document: DocumentNode
    operationName: string | null
    context: unknown
    request: { variables?: Record<string, unknown> }
  }) => {
    const contextValue = context as Context
    return programs.execute({
      document,
      operationName: operationName ?? undefined,
      variables: request.variables ?? {},
      contextValue,
      keep: contextValue.viewer.identity !== null,
    })
  }
}

/** Checks the cost before, and sets metrics and the HTTP status after: proxies must see when to retry or sign in. */
function requestPlugin(schema: GraphQLSchema, { metrics }: Services): ApolloServerPlugin<Context> {
  const statusCodes = new Set<unknown>(
    ['UNAUTHENTICATED', 'SESSION_ENDED', 'TOO_MANY_REQUESTS', 'UNAVAILABLE', 'INTERNAL'] satisfies ErrorCode[],
  )
  return {
    async requestDidStart() {
      const observe = metrics.requests.startTimer()
      return {
        async didResolveOperation({ document, operation, operationName, request, contextValue: { viewer } }) {
          if (operation?.operation === 'subscription')
            throw new Refused('BAD_USER_INPUT', 'Subscriptions run on a socket at this address; send queries and mutations over HTTP.')
          if (operation && !viewer.identity && !isPublicOperation(schema, document, operation))
            throw new Refused('UNAUTHENTICATED')
          requireWithinCost(
            schema,
            document,
            operationName ?? undefined,
            request.variables ?? {},
            viewer.identity ? limits.cost : limits.unauthenticatedCost,
          )
        },
        async willSendResponse({ response, operation }) {
          observe({ operation: operation?.operation ?? 'none' })
          const { errors: broken, data } = response.body.kind === 'single' ? response.body.singleResult : {}
          const codes = broken?.map(({ extensions }) => extensions?.code as ErrorCode) ?? []
          const code = codes.find(code => statusCodes.has(code)) ?? (data === undefined ? codes[0] : undefined)
          if (!code)
            return
          response.http.status = errors[code].status
          headersOf(code).forEach((value, name) => response.http.headers.set(name, value))
        },
      }
    },
  }
}

/** Apollo's own log would carry documents and variables; what matters is logged by ErrorReporter. */
const silent = { debug() {}, info() {}, warn() {}, error() {} }
