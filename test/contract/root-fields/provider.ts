import { admins, node, provider, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.provider': [{
    document: 'query ($id: ID) { provider(id: $id) { id name } }',
    target: provider,
    expected: row('in ok ok none none none none none none none none ok none'),
  }],
  'Query.node': [node('Provider', provider, row('in      ok       ok      none   none  none   none   none   none  none   none    ok      none'))],
  'Mutation.renameProvider': [{ document: 'mutation ($id: ID!) { renameProvider(id: $id, name: "Renamed") { id } }', target: provider, expected: admins }],
  'Mutation.demandTwoStep': [{
    document: 'mutation ($id: ID!) { demandTwoStep(id: $id, from: null) { id } }',
    target: provider,
    expected: row('in ok no none none none none none none none none no no'),
    persons: true,
  }],
  'Mutation.sendTestMail': [{
    document: 'mutation ($id: ID!) { sendTestMail(providerId: $id) { id } }',
    target: provider,
    expected: row('in ok no none none none none none none none none no no'),
    persons: true,
  }],
}
