import { randomUUID } from 'node:crypto'
import { admins, provider, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Mutation.createClient': [{
    document: 'mutation ($input: CreateClientInput!) { createClient(input: $input) { id } }',
    target: provider,
    variables: (providerId, cast) => ({
      input: { providerId, id: randomUUID(), name: 'Spare', plan: 'TEAMS', seats: 1, ownerEmail: `${randomUUID()}@victims.example`, ...cast.clientKeys },
    }),
    expected: admins,
  }],
  'Mutation.addClient': [{
    document: 'mutation ($input: AddClientInput!) { addClient(input: $input) { id } }',
    target: provider,
    // Of one that is looked after: nobody who may add it is told more.
    variables: (providerId, cast) => {
      const { id } = providerId === cast.contoso.id ? cast.cedar : cast.acme
      return { input: { providerId, id, providerKey: cast.clientKeys.providerKey } }
    },
    expected: row('in       no       no      none   none  none   none   none   none  none   none    no      none'),
  }],
  'Mutation.suspendClient': [{
    document: 'mutation ($id: ID!) { suspendClient(id: $id, reason: "unpaid") { id } }',
    target: { scope: 'client', make: (cast, where, spare) => spare ? cast.newClient(where.provider) : where.id },
    expected: row('in       ok       no      none   no    no     no     no     no    none   none    no      none'),
    elsewhere: 'no',
  }],
  'Mutation.reactivateClient': [{
    document: 'mutation ($id: ID!) { reactivateClient(id: $id) { id } }',
    target: { scope: 'client', make: (cast, where, spare) => spare ? cast.newClient(where.provider) : where.id },
    expected: row('in       ok       no      none   no    no     no     no     no    none   none    no      none'),
    elsewhere: 'no',
  }],
  'Mutation.unlinkClient': [{
    document: 'mutation ($id: ID!) { unlinkClient(id: $id) { id } }',
    target: { scope: 'client', make: (cast, where, spare) => spare ? cast.newClient(where.provider) : where.id },
    expected: row('in       ok       no      none   no    no     no     no     no    none   none    no      none'),
    elsewhere: 'no',
  }],
}
