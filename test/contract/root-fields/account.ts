import { people, signedIn } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.viewer': [{ document: '{ viewer { account { id } } }', expected: signedIn }],
  'Mutation.revokeSession': [{
    document: 'mutation ($id: ID!) { revokeSession(id: $id) { id } }',
    personal: { make: (cast, caller) => cast.newSession(cast.accountOf(caller) ?? cast.northwind.admin.accountId), missing: 'none' },
    expected: people,
    persons: true,
  }],
  'Mutation.signOutEverywhere': [{ document: 'mutation { signOutEverywhere }', expected: people, persons: true }],
}
