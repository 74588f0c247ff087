import { provider, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.logCheckpoint': [{
    document: 'query ($id: ID) { logCheckpoint(providerId: $id) { seq } }',
    target: provider,
    expected: row('in      ok       no       none   none  none   none   none   none  none   none    no      none'),
  }],
}
