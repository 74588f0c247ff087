import type { TypePolicies } from '@apollo/client'
import type { Client } from 'graphql-ws'
import type { InjectionKey, MaybeRefOrGetter } from 'vue'
import type { Unanswered } from '../lib/unanswered.js'
import type { FreshProof } from '../session/fresh-proof.js'
import type { Session } from '../session/session.js'
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { SetContextLink } from '@apollo/client/link/context'
import { ErrorLink } from '@apollo/client/link/error'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { from, mergeMap, tap, throwError } from 'rxjs'
import { toValue } from 'vue'
import { required } from '../lib/inject.js'
import { asRefusal } from '../lib/refusal.js'
import { answerLimit } from '../lib/timed-fetch.js'
import { purposeOf } from '../session/fresh-proof.js'

export const apolloKey: InjectionKey<ApolloClient> = Symbol('apollo')
export const useApollo = (): ApolloClient => required(apolloKey)

declare module '@apollo/client' {
  interface DefaultContext {
    /** How many milliseconds the answer may take, to its last byte. */
    limit?: MaybeRefOrGetter<number>
  }
}

/**
 * The client of the page: HTTP with the session's token (renewed once when refused), a fresh proof where a deed takes one,
 * one socket for subscriptions, and a cache by the policies of the features.
 */
export function createApollo(
  session: Session,
  freshProof: FreshProof,
  socket: Client,
  unanswered: Unanswered,
  policies: readonly TypePolicies[],
): ApolloClient {
  const renewal = new ErrorLink(({ error, operation, forward }) => {
    const { code } = asRefusal(error)
    const { renewed } = operation.getContext()
    if ((code !== 'UNAUTHENTICATED' && code !== 'SESSION_ENDED') || renewed === true || session.state.value !== 'signed-in')
      return undefined
    operation.setContext({ renewed: true })
    return from(session.refresh().catch(() => false)).pipe(mergeMap(alive => alive ? forward(operation) : throwError(() => error)))
  })

  // Asked for once: whoever proves and is refused again is told so. Only deeds take a proof: whoever reads is not asked for the password.
  const proving = new ErrorLink(({ error, operation, forward }) => {
    const { code, facts } = asRefusal(error)
    const purpose = code === 'REAUTH_REQUIRED' ? purposeOf(facts) : null
    if (purpose === null || operation.operationType !== 'mutation' || operation.getContext().proved === true)
      return undefined
    operation.setContext({ proved: true })
    return from(freshProof.ask(purpose)).pipe(mergeMap(proved => proved ? forward(operation) : throwError(() => error)))
  })

  const authorization = new SetContextLink(async ({ headers }) => {
    const token = await session.token()
    return { headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) } }
  })

  const limited = new SetContextLink(({ fetchOptions, limit = answerLimit }) =>
    ({ fetchOptions: { ...fetchOptions, signal: AbortSignal.timeout(toValue(limit)) } }))
  const heard = new ApolloLink((operation, forward) => forward(operation).pipe(tap(({ errors }) => errors || unanswered.heard())))

  const http = ApolloLink.from([proving, renewal, authorization, limited, heard, new HttpLink({ uri: '/graphql' })])

  return new ApolloClient({
    link: ApolloLink.split(({ operationType }) => operationType === 'subscription', new GraphQLWsLink(socket), http),
    cache: createCache(policies),
    devtools: { enabled: false },
  })
}

/** A cache by the policies of the features. */
export function createCache(policies: readonly TypePolicies[]): InMemoryCache {
  const cache = new InMemoryCache()
  for (const policy of policies)
    cache.policies.addTypePolicies(policy)
  return cache
}
