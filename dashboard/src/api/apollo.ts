import type { TypePolicies } from '@apollo/client'
import type { Client } from 'graphql-ws'
import type { InjectionKey } from 'vue'
import type { Session } from '../session/session.js'
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { SetContextLink } from '@apollo/client/link/context'
import { ErrorLink } from '@apollo/client/link/error'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { from, mergeMap, throwError } from 'rxjs'
import { required } from '../lib/inject.js'
import { asRefusal } from '../lib/refusal.js'
import { timedFetch } from '../lib/timed-fetch.js'

export const apolloKey: InjectionKey<ApolloClient> = Symbol('apollo')
export const useApollo = (): ApolloClient => required(apolloKey)

/**
 * The client of the page: HTTP with the session's token (renewed once when refused),
 * one socket for subscriptions, and a cache by the policies of the features.
 */
export function createApollo(session: Session, socket: Client, policies: readonly TypePolicies[]): ApolloClient {
  const renewal = new ErrorLink(({ error, operation, forward }) => {
    const { code } = asRefusal(error)
    const { renewed } = operation.getContext()
    if ((code !== 'UNAUTHENTICATED' && code !== 'SESSION_ENDED') || renewed === true || session.state.value !== 'signed-in')
      return undefined
    operation.setContext({ renewed: true })
    return from(session.refresh().catch(() => false)).pipe(mergeMap(alive => alive ? forward(operation) : throwError(() => error)))
  })

  const authorization = new SetContextLink(async ({ headers }) => {
    const token = await session.token()
    return { headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) } }
  })

  const http = ApolloLink.from([renewal, authorization, new HttpLink({ uri: '/graphql', fetch: timedFetch })])

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
