import { people, row, signedIn } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.viewer': [{ document: '{ viewer { account { id } } }', expected: signedIn }],
  'Mutation.revokeSession': [{
    document: 'mutation ($id: ID!) { revokeSession(id: $id) { id } }',
    personal: { make: (cast, caller) => cast.newSession(cast.accountOf(caller) ?? cast.northwind.admin.accountId), missing: 'none' },
    expected: people,
    persons: true,
  }],
  'Mutation.changeMasterPassword': [{
    document: 'mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }',
    variables: () => ({ input: { masterPasswordHash: 'no', newMasterPasswordHash: 'no', newWrappedUserKey: 'no' } }),
    expected: row('in SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED SEALED_MALFORMED no no'),
    persons: true,
  }],
  'Mutation.signOutEverywhere': [{ document: 'mutation { signOutEverywhere }', expected: people, persons: true }],
}
