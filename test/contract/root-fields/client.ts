import { client, members, node, renamers, row, signedIn } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.client': [{ document: 'query ($id: ID!) { client(id: $id) { id name } }', target: client, expected: members, elsewhere: 'ok' }],
  'Query.clients': [{ document: '{ clients(first: 200) { totalCount edges { node { id } } } }', expected: signedIn }],
  'Query.node': [node('Client', client, members, 'ok')],
  'Mutation.bindClientKey': [{
    document: 'mutation ($id: ID!, $keyBinding: String!) { bindClientKey(id: $id, keyBinding: $keyBinding) { id } }',
    target: { scope: 'client', make: (cast, where) => cast.unboundClient(where) },
    variables: (id, cast) => ({ id, keyBinding: cast.clientKeys.keyBinding }),
    expected: row('in ok ok none ok ok ok no no none none no no'),
    persons: true,
  }],
  'Mutation.renameClient': [{ document: 'mutation ($id: ID!) { renameClient(id: $id, name: "Renamed") { id } }', target: client, expected: renamers, elsewhere: 'ok' }],
}
