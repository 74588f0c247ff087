import { admins, provider } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Mutation.changeSeatMinimum': [{
    document: 'mutation ($id: ID!) { changeSeatMinimum(providerId: $id, plan: TEAMS, minimum: 1000) { id } }',
    target: provider,
    expected: admins,
  }],
}
