import { ApolloServer } from '@apollo/server'
import type { ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import { errors } from '@wardroom/schema/errors'
import type { ErrorCode } from '@wardroom/schema/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'
import type { CompiledQuery } from 'graphql-jit'
import { Viewer } from './access/viewer.js'
import { deviceOf, sdkDevice } from './access/device.js'
import { Context } from './request/context.js'
import type { ErrorReporter } from './request/error-reporter.js'
import { asRefusal } from './database/errors.js'
import { Refused } from './lib/refused.js'
import { extraRules, limits, requireWithinCost } from './request/limits.js'
import { isPublicOperation } from './transaction/root-fields.js'
import type { Services } from './request/services.js'

/** Queries and mutations over HTTP. Subscriptions: feed/socket.ts. */
export async function serveGraphql(app: FastifyInstance, schema: GraphQLSchema, services: Services, reporter: ErrorReporter): Promise<void> {
  const apollo = new ApolloServer<Context>({
    gateway: {
      load: async () => ({ executor: compiledExecutor(schema) }),
      onSchemaLoadOrUpdate: (loaded) => {
        loaded({ apiSchema: schema, coreSupergraphSdl: '' })
        return () => {}
      },
      stop: async () => {},
    },
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
  app.route({
    url: '/graphql',
    method: 'POST',
    handler: fastifyApolloHandler(apollo, { context: request => contextOf(request, services).catch((error) => { throw contextError(error) }) }),
  })
}

async function contextOf(request: FastifyRequest, services: Services): Promise<Context> {
  const [scheme, bearer] = (request.headers.authorization ?? '').split(' ')
  const identity = scheme?.toLowerCase() === 'bearer' && bearer ? await (await services.identities.credential(bearer)).current() : null
  const device = deviceOf(request)
  return new Context(services, new Viewer(identity), identity?.kind === 'API_TOKEN' ? { ...device, type: sdkDevice } : device)
}

/** An error while the context is made (bad credential, lost database) keeps its HTTP status; Apollo would answer 500. */
function contextError(error: unknown): unknown {
  const refusal = asRefusal(error)
  return refusal instanceof Refused
    ? new GraphQLError(refusal.message, { originalError: refusal, extensions: { http: { status: refusal.status, headers: headersOf(refusal.code) } } })
    : error
}

function headersOf(code: ErrorCode): Map<string, string> {
  return new Map(code === 'UNAVAILABLE' ? [['retry-after', '1']] : [])
}

/** graphql-jit instead of graphql-js: the same answers, compiled once per document and operation. */
function compiledExecutor(schema: GraphQLSchema) {
  const compiled = new WeakMap<DocumentNode, Map<string | undefined, CompiledQuery | ExecutionResult>>()
  return async ({ document, operationName, context, request }: { document: DocumentNode, operationName: string | null, context: unknown, request: { variables?: Record<string, unknown> } }) => {
    const operations = compiled.get(document) ?? new Map<string | undefined, CompiledQuery | ExecutionResult>()
    compiled.set(document, operations)
    const name = operationName ?? undefined
    const query = operations.get(name) ?? compileQuery(schema, document, name)
    operations.set(name, query)
    if (!isCompiledQuery(query))
      return query
    const result = await query.query(null, context, request.variables ?? {})
    return result.errors ? { ...result, errors: result.errors.map(asGraphqlError) } : result
  }
}

/** The compiler's errors lack `extensions`, on which Apollo stumbles. */
function asGraphqlError({ message, path, nodes, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, path, originalError })
}

/** Checks the cost before, and sets metrics and the HTTP status after: proxies must see when to retry or sign in. */
function requestPlugin(schema: GraphQLSchema, { metrics }: Services): ApolloServerPlugin<Context> {
  const statusCodes = new Set<unknown>(['UNAUTHENTICATED', 'SESSION_ENDED', 'TOO_MANY_REQUESTS', 'UNAVAILABLE', 'INTERNAL'] satisfies ErrorCode[])
  return {
    async requestDidStart() {
      const observe = metrics.requests.startTimer()
      return {
        async didResolveOperation({ document, operation, operationName, request, contextValue: { viewer } }) {
          if (operation && !viewer.identity && !isPublicOperation(schema, document, operation))
            throw new Refused('UNAUTHENTICATED')
          requireWithinCost(schema, document, operationName ?? undefined, request.variables ?? {})
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
