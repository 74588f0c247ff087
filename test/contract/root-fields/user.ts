import { randomUUID } from 'node:crypto'
import { someKey } from '../cast.js'
import { bulk, client, ids, managers, node, row, user } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.node': [node('User', user('CONFIRMED'), row('in ok       ok      none   ok    ok     ok     none   none  none   none    ok      none'), 'ok')],
  'Mutation.inviteUsers': [{
    document: 'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok code message } }',
    target: client,
    variables: id => ({ id, users: [{ email: `${randomUUID()}@victims.example`, role: 'USER' }] }),
    expected: managers,
    elsewhere: 'ok',
  }],
  'Mutation.resendInvitations': [
    { document: bulk('resendInvitations'), target: user('INVITED'), variables: ids, expected: managers, elsewhere: 'ok' },
  ],
  'Mutation.confirmUsers': [{
    document: 'mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { ok code message email } }',
    target: user('ACCEPTED'),
    variables: id => ({ c: [{ id, key: someKey }] }),
    expected: managers,
    elsewhere: 'no',
  }],
  'Mutation.changeUserRoles': [{
    document: 'mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: USER) { ok code message email } }',
    target: user('CONFIRMED'),
    variables: ids,
    expected: managers,
    elsewhere: 'ok',
  }],
  'Mutation.revokeUsers': [
    { document: bulk('revokeUsers'), target: user('CONFIRMED'), variables: ids, expected: managers, elsewhere: 'ok' },
  ],
  'Mutation.restoreUsers': [
    { document: bulk('restoreUsers'), target: user('REVOKED'), variables: ids, expected: managers, elsewhere: 'ok' },
  ],
  'Mutation.removeUsers': [
    { document: bulk('removeUsers'), target: user('CONFIRMED'), variables: ids, expected: managers, elsewhere: 'ok' },
  ],
}
