import { admins, apiToken, node, provider, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.node': [node('ApiToken', apiToken, row('in      ok       none    none   none  none   none   none   none  none   none    none    none'))],
  'Mutation.createApiToken': [{
    document: 'mutation ($id: ID!, $until: DateTimeISO!) { createApiToken(providerId: $id, name: "spare", scopes: [READ], expiresAt: $until) { apiToken { id } } }',
    target: provider,
    variables: id => ({ id, until: new Date(Date.now() + 60_000) }),
    expected: row('in       ok       no      none   none  none   none   none   none  none   none    no      no'),
    persons: true,
  }],
  'Mutation.rotateApiToken': [{
    document: 'mutation ($id: ID!) { rotateApiToken(id: $id) { apiToken { id } } }',
    target: apiToken,
    expected: admins,
  }],
  'Mutation.setApiTokenAddresses': [{
    document: 'mutation ($id: ID!) { setApiTokenAddresses(id: $id, allowedAddresses: ["192.0.2.1"]) { id } }',
    target: apiToken,
    expected: admins,
  }],
  'Mutation.endOldApiTokenSecret': [{ document: 'mutation ($id: ID!) { endOldApiTokenSecret(id: $id) { id } }', target: apiToken, expected: admins }],
  'Mutation.revokeApiToken': [{ document: 'mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', target: apiToken, expected: admins }],
}
