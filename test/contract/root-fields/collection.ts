import { randomUUID } from 'node:crypto'
import { sealedName } from '../../testkit/rows.js'
import { client, collection, ids, node, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

// The collections are managed by somebody else, and no caller of the client's own reaches them.
const readers = row('in     ok       ok      none   ok    ok     none   none   none  none   none    ok      none')
const changers = row('in    ok       ok      none   no    no     none   none   none  none   none    no      none')

export const rootFields: RootFields = {
  'Query.node': [node('Collection', collection, readers, 'ok')],
  'Mutation.createCollection': [{
    document: 'mutation ($input: CreateCollectionInput!) { createCollection(input: $input) { id } }',
    target: { scope: 'client', make: (cast, where) => cast.newUser(where) },
    variables: (id, cast) => ({
      input: {
        clientId: cast.clientOf.get(id) ?? id,
        id: randomUUID(),
        name: sealedName(),
        binding: sealedName(),
        grantUsers: [{ userId: id, access: 'MANAGE' }],
      },
    }),
    expected: row('in    ok       ok      none   ok    ok     ok     ok     ok    none   none    no      none'),
    elsewhere: 'ok',
  }],
  'Mutation.updateCollection': [{
    document: 'mutation ($input: UpdateCollectionInput!) { updateCollection(input: $input) { id } }',
    target: collection,
    variables: id => ({ input: { id, name: sealedName(), binding: sealedName() } }),
    expected: changers,
    elsewhere: 'ok',
  }],
  'Mutation.changeCollectionAccess': [{
    document: 'mutation ($input: ChangeCollectionAccessInput!) { changeCollectionAccess(input: $input) { ok code message } }',
    target: collection,
    variables: (id, cast) => ({ input: { collectionIds: [id], removeGroupIds: [cast.groupOf.get(id) ?? randomUUID()] } }),
    expected: changers,
    elsewhere: 'ok',
  }],
  'Mutation.deleteCollections': [{
    document: 'mutation ($ids: [ID!]!) { deleteCollections(ids: $ids) { ok code message } }',
    target: collection,
    variables: ids,
    expected: changers,
    elsewhere: 'ok',
  }],
  'Mutation.changeCollectionSettings': [{
    document: 'mutation ($input: ChangeCollectionSettingsInput!) { changeCollectionSettings(input: $input) { id } }',
    target: client,
    variables: clientId => ({ input: { clientId, limitItemDeletion: false } }),
    expected: row('in    ok       ok      none   ok    no     no     no     no    none   none    no      none'),
    elsewhere: 'no',
  }],
}
