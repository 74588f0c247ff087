import { admins, baseline, baselinedClient, node, provider, row, staff } from '../root-case.js'
import type { RootFields } from '../root-case.js'

//                   stranger provider service other  owner admin  user   custom user  uncon- revoked reading token
//                            admin    user    prov.              manager              firmed         token   elsewhere
const listers = row('in       ok       ok      none   none  none   none   none   none  none   none    ok      none')

export const rootFields: RootFields = {
  'Query.node': [node('Baseline', baseline, listers)],
  'Mutation.createBaseline': [{
    document: 'mutation ($input: CreateBaselineInput!) { createBaseline(input: $input) { id } }',
    target: provider,
    variables: providerId => ({
      input: { providerId, name: 'Banks', policies: [], settings: { limitItemDeletion: true }, clientGroupIds: [] },
    }),
    expected: admins,
  }],
  'Mutation.updateBaseline': [{
    document: 'mutation ($input: UpdateBaselineInput!) { updateBaseline(input: $input) { id } }',
    target: baseline,
    variables: id => ({ input: { id, name: 'Renamed' } }),
    expected: admins,
  }],
  'Mutation.deleteBaseline': [{
    document: 'mutation ($id: ID!) { deleteBaseline(id: $id) { id } }',
    target: baseline,
    variables: id => ({ id }),
    expected: admins,
  }],
  'Mutation.bringToBaseline': [{
    document: 'mutation ($input: BringToBaselineInput!) { bringToBaseline(input: $input) { id } }',
    target: baselinedClient,
    variables: (clientId, cast) => ({
      input: { clientId, baselineId: cast.baselineOf.get(clientId) ?? clientId, revisedAt: '2026-01-01T00:00:00.000Z' },
    }),
    expected: staff,
    elsewhere: 'no',
  }],
}
