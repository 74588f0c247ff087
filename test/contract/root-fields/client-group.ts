import { admins, client, clientGroup, ids, node, provider, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

//                   stranger provider service other  owner admin  user   custom user  uncon- revoked reading token
//                            admin    user    prov.              manager              firmed         token   elsewhere
const listers = row('in       ok       ok      none   none  none   none   none   none  none   none    ok      none')
const taggers = row('in       ok       no      none   no    no     no     no     no    none   none    no      none')

export const rootFields: RootFields = {
  'Query.node': [node('ClientGroup', clientGroup, listers)],
  'Mutation.createClientGroup': [{
    document: 'mutation ($input: CreateClientGroupInput!) { createClientGroup(input: $input) { id } }',
    target: provider,
    variables: providerId => ({ input: { providerId, name: 'Hospitals' } }),
    expected: admins,
  }],
  'Mutation.updateClientGroup': [{
    document: 'mutation ($input: UpdateClientGroupInput!) { updateClientGroup(input: $input) { id } }',
    target: clientGroup,
    variables: id => ({ input: { id, name: 'Renamed' } }),
    expected: admins,
  }],
  'Mutation.deleteClientGroups': [{
    document: 'mutation ($ids: [ID!]!) { deleteClientGroups(ids: $ids) { ok code message } }',
    target: clientGroup,
    variables: ids,
    expected: admins,
  }],
  'Mutation.changeClientTags': [{
    document: 'mutation ($input: ChangeClientTagsInput!) { changeClientTags(input: $input) { ok code message } }',
    target: client,
    variables: id => ({ input: { clientIds: [id], add: ['gold'] } }),
    expected: taggers,
    elsewhere: 'none',
  }],
}
