import { ApolloClient, ApolloLink } from '@apollo/client'
import { of } from 'rxjs'
import { expect, it } from 'vitest'
import { createCache } from '../api/apollo.js'
import { event } from '../event/event.feature.js'
import { ClientRefresh } from './client-row.js'
import { client } from './client.feature.js'

const people = 7

/** A server on which something happens to the client at each question. */
function busyServer(): ApolloLink {
  let seq = 0
  return new ApolloLink(({ variables }) => {
    seq++
    const person = { kind: 'ACCOUNT', id: `person-${seq % people}`, name: `Person, then called ${seq}` }
    return of({ data: { client: {
      __typename: 'Client',
      id: variables.id as string,
      name: 'Acme',
      plan: 'TEAMS',
      suspended: false,
      createdAt: '2026-11-22T14:31:08.490Z',
      eventsPerMinute: seq,
      seats: null,
      userCounts: null,
      lastEvent: {
        __typename: 'Event',
        id: `event-${seq}`,
        seq: String(seq),
        cursor: `cursor-${seq}`,
        code: 1500,
        type: 'OrganizationUser_Invited',
        category: 'USER',
        at: '2026-11-22T14:31:08.490Z',
        providerId: 'northwind',
        clientId: variables.id as string,
        clientName: 'Acme',
        actor: { __typename: 'EventActor', ...person },
        subject: { __typename: 'EventSubject', ...person },
        details: {},
        deviceType: null,
        ip: null,
      },
    } } })
  })
}

it('three thousand events at fifty clients leave the rows of fifty clients in the cache, each with its own last event', async () => {
  const cache = createCache([client, event].map(({ cache = {} }) => cache))
  const apollo = new ApolloClient({ cache, link: busyServer() })
  for (let at = 0; at < 3_000; at++)
    await apollo.query({ query: ClientRefresh, variables: { id: `client-${at % 50}` }, fetchPolicy: 'network-only' })

  const kept = cache.extract()
  expect(Object.keys(kept).filter(key => !/^Client:|^ROOT_QUERY$|^__META$/.test(key))).toEqual([])
  expect(Object.keys(kept).filter(key => key.startsWith('Client:'))).toHaveLength(50)
  // Names are those of the time: what somebody is called in a later event does not change an earlier one.
  const first = cache.readQuery({ query: ClientRefresh, variables: { id: 'client-0' } })
  expect(first).toMatchObject({ client: { lastEvent: { seq: '2951', actor: { name: 'Person, then called 2951' } } } })
})
