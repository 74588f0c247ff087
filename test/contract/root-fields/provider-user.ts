import { randomUUID } from 'node:crypto'
import { someKey } from '../cast.js'
import { admins, bulk, ids, node, provider, providerUser, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.node': [node('ProviderUser', providerUser('CONFIRMED'), row('in ok none  none   none  none   none   none   none  none   none    ok      none'))],
  'Mutation.inviteProviderUsers': [{
    document: 'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok code message } }',
    target: provider,
    variables: id => ({ id, emails: [`${randomUUID()}@victims.example`] }),
    expected: admins,
  }],
  'Mutation.resendProviderInvitations': [
    { document: bulk('resendProviderInvitations'), target: providerUser('INVITED'), variables: ids, expected: admins },
  ],
  'Mutation.confirmProviderUsers': [{
    document: 'mutation ($c: [ConfirmInput!]!) { confirmProviderUsers(confirmations: $c) { ok code message email } }',
    target: providerUser('ACCEPTED'),
    variables: id => ({ c: [{ id, key: someKey }] }),
    expected: admins,
  }],
  'Mutation.changeProviderUserType': [{
    document: 'mutation ($id: ID!) { changeProviderUserType(id: $id, type: SERVICE_USER) { id } }',
    target: providerUser('CONFIRMED'),
    expected: admins,
  }],
  'Mutation.changeProviderUserScopes': [{
    document: 'mutation ($input: ChangeScopesInput!) { changeProviderUserScopes(input: $input) { ok code message email } }',
    target: providerUser('CONFIRMED'),
    variables: id => ({ input: { ids: [id], scope: 'ALL' } }),
    expected: admins,
  }],
  'Mutation.changeProviderUserHours': [{
    document: 'mutation ($input: ChangeHoursInput!) { changeProviderUserHours(input: $input) { ok code message email } }',
    target: providerUser('CONFIRMED'),
    variables: id => ({ input: { ids: [id], hours: { timeZone: 'UTC', windows: [{ days: ['MONDAY'], from: '18:00', until: '08:00' }] } } }),
    expected: admins,
  }],
  'Mutation.admitOutsideTechnicians': [
    { document: bulk('admitOutsideTechnicians'), target: providerUser('ACCEPTED', 'OUTSIDE_TECHNICIAN'), variables: ids, expected: admins },
  ],
  'Mutation.removeProviderUsers': [
    { document: bulk('removeProviderUsers'), target: providerUser('CONFIRMED'), variables: ids, expected: admins },
  ],
}
