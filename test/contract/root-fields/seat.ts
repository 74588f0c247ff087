import { client, row, staff } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Mutation.addSeats': [
    { document: 'mutation ($id: ID!) { addSeats(clientId: $id, count: 1) { id } }', target: client, expected: staff, elsewhere: 'ok' },
  ],
  'Mutation.removeSeats': [
    { document: 'mutation ($id: ID!) { removeSeats(clientId: $id, count: 1) { id } }', target: client, expected: staff, elsewhere: 'ok' },
  ],
  'Mutation.setAutoGrow': [{
    document: 'mutation ($id: ID!) { setAutoGrow(clientId: $id, ceiling: null) { id } }',
    target: client,
    expected: row('in       ok       no      none   no    no     no     no     no    none   none    no      none'),
    elsewhere: 'no',
  }],
}
