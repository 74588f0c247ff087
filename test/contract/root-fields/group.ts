import { randomUUID } from 'node:crypto'
import { client, group, ids, node, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

const listers = row('in     ok       ok      none   ok    ok     ok     none   none  none   none    ok      none')
const changers = row('in    ok       ok      none   ok    ok     no     no     no    none   none    no      none')

export const rootFields: RootFields = {
  'Query.node': [node('Group', group, listers, 'ok')],
  'Mutation.createGroup': [{
    document: 'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
    target: client,
    variables: clientId => ({ input: { clientId, name: 'Printers' } }),
    expected: changers,
    elsewhere: 'ok',
  }],
  'Mutation.updateGroup': [{
    document: 'mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }',
    target: group,
    variables: id => ({ input: { id, name: 'Renamed' } }),
    expected: changers,
    elsewhere: 'ok',
  }],
  'Mutation.deleteGroups': [{
    document: 'mutation ($ids: [ID!]!) { deleteGroups(ids: $ids) { ok code message } }',
    target: group,
    variables: ids,
    expected: changers,
    elsewhere: 'ok',
  }],
  'Mutation.changeUserGroups': [{
    document: 'mutation ($input: ChangeUserGroupsInput!) { changeUserGroups(input: $input) { ok code message email } }',
    target: { scope: 'client', make: (cast, where) => cast.newUserInGroup(where) },
    variables: (id, { groupOf }) => ({ input: { userIds: [id], removeGroupIds: [groupOf.get(id) ?? randomUUID()] } }),
    expected: changers,
    elsewhere: 'ok',
  }],
}
