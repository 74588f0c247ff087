import { client, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Mutation.setPolicy': [{
    document: 'mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { id } }',
    target: client,
    variables: clientId => ({ input: { clientId, kind: 'ACCOUNT_RECOVERY', enabled: false } }),
    expected: row('in ok ok none ok ok no no no none none no none'),
    elsewhere: 'no',
  }],
}
