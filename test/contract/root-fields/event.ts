import { provider, row } from '../root-case.js'
import type { RootFields, SubscriptionFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.events': [{
    document: 'query ($id: ID) { events(providerId: $id) { edges { node { seq } } } }',
    target: provider,
    expected: row('in       ok       ok      none   ok    ok     no     no     no    none   none    no      ok'),
  }],
}

/** On the socket, where strangers are closed with 4401. */
export const subscriptionFields: SubscriptionFields = {
  'Subscription.events': rootFields['Query.events']![0]!.expected,
}
