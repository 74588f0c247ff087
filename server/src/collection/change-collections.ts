import { maxCollections } from '@wardroom/schema/limits'
import { Field, ID, InputType } from 'type-graphql'
import type { Circumstance } from '../access/permissions.js'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import type { RowResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { cleanExternalId } from '../lib/text.js'
import type { Transaction } from '../transaction/transaction.js'
import type { User } from '../user/user.js'
import { findChange, GrantInput, requireFew } from './access-change.js'
import { managing } from './access.js'
import { nobodyElse, requireFit } from './access-rules.js'
import { Collection, requireSealedName } from './collection.js'
import { CollectionSelection } from './selection.js'
import { writeAccess } from './write-access.js'

@InputType({ description: 'A new collection, with who has access to it.' })
export class CreateCollectionInput extends GrantInput {
  @Field(() => ID, { description: 'The client.' })
  clientId!: string

  @Field(() => ID, { description: 'A new UUID in lower case, made by the device, since the binding names it.' })
  id!: string

  @Field(() => String, { description: 'The name under the client\'s key, EncString type 2 of at most 1,000 characters.' })
  name!: string

  @Field(() => String, { description: 'Whose name it is, under the same key (EncString type 2): `Collection.binding`.' })
  binding!: string

  @Field(() => String, { nullable: true, description: 'The id a directory knows it by, 1 to 300 characters; null: none.' })
  externalId?: string | null
}

@InputType({ description: 'What of a collection is to be another. What is left out stays.' })
export class UpdateCollectionInput {
  @Field(() => ID, { description: 'The collection.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'Another name, EncString type 2; together with `binding`.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'The binding of that name, EncString type 2.' })
  binding?: string | null

  @Field(() => String, { nullable: true, description: '1 to 300 characters; null, where it is given: none.' })
  externalId?: string | null
}

type NewCollection = Pick<CreateCollectionInput, 'id' | 'name' | 'binding' | 'externalId'>
type Decisions = Pick<Client, 'limitCollectionCreation' | 'allowAdminAccess'>

/** What is so about all collections of a client, of all that a right may hang on. */
export function decidedBy({ limitCollectionCreation, allowAdminAccess }: Decisions): Circumstance[] {
  return [
    ...limitCollectionCreation ? [] : ['openCreation' as const],
    ...allowAdminAccess ? ['adminAccess' as const] : [],
  ]
}

export async function createCollection(tx: Transaction, viewer: Viewer, input: CreateCollectionInput): Promise<Collection> {
  const client = await viewer.reach(Client, input.clientId, 'collection:create', { lock: true, so: decidedBy })
  requireFew(input, 1)
  if (await tx.em.count(Collection, { clientId: client.id }) >= maxCollections)
    throw new Refused('LIMIT_EXCEEDED', `A client has at most ${maxCollections} collections; delete one first.`, { max: maxCollections })
  const change = await findChange(tx, client, input)
  requireFit(change, nobodyElse, client)
  const collection = makeCollection(tx, client, input)
  const written = await writeAccess(tx, client, [collection], change)
  tx.record('Collection_Created', collection.about(client), { granted: written.get(collection.id)?.granted ?? [] })
  return collection
}

/** Errors: SEALED_MALFORMED, BAD_USER_INPUT. */
function makeCollection(
  tx: Transaction,
  { id: clientId, providerId }: Client,
  { id, name, binding, externalId }: NewCollection,
): Collection {
  if (!isUuid(id))
    throw new Refused('BAD_USER_INPUT', '`id` must be a new UUID in lower case.', { field: 'id' })
  requireSealedName(name, binding)
  return tx.em.create(Collection, {
    id,
    providerId,
    clientId,
    name,
    binding,
    externalId: externalId == null ? null : cleanExternalId(externalId),
    createdAt: tx.now,
    revisedAt: tx.now,
  })
}

/** Of a client that is made in this very transaction. Errors: SEALED_MALFORMED, BAD_USER_INPUT. */
export async function makeFirstCollection(tx: Transaction, client: Client, input: NewCollection, manager: User): Promise<void> {
  const collection = makeCollection(tx, client, input)
  const change = { people: [{ who: manager, access: managing }], groups: [], peopleOut: [], groupsOut: [] }
  const written = await writeAccess(tx, client, [collection], change)
  tx.record('Collection_Created', collection.about(client), { granted: written.get(collection.id)!.granted })
}

/** Records nothing where nothing is another afterwards. */
export async function updateCollection(tx: Transaction, viewer: Viewer, input: UpdateCollectionInput): Promise<Collection> {
  const selection = await CollectionSelection.of(tx, viewer, [input.id])
  const collection = selection.sole(viewer, 'collection:change')
  const renamed = collection.rename(input)
  const identified = input.externalId !== undefined && collection.identify(input.externalId)
  if (renamed || identified) {
    collection.revisedAt = tx.now
    tx.record('Collection_Updated', collection.about(selection.clientOf(collection)), { renamed, granted: [], removed: [] })
  }
  return collection
}

interface Given { id: string, people: number, groups: number }

const givenTo = `select c.id,
    (select count(*)::int from collection_user u where u.client_id = c.client_id and u.collection_id = c.id) people,
    (select count(*)::int from collection_group g where g.client_id = c.client_id and g.collection_id = c.id) "groups"
  from collection c where c.id = any(?::uuid[])`

export async function deleteCollections(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<RowResult[]> {
  const selection = await CollectionSelection.of(tx, viewer, ids)
  const given = await tx.em.execute<Given[]>(givenTo, [`{${selection.found.map(({ id }) => id).join()}}`])
  return selection.each(viewer, (collection) => {
    selection.require(viewer, 'collection:delete', collection)
    const { people, groups } = given.find(({ id }) => id === collection.id)!
    tx.em.remove(collection)
    tx.record('Collection_Deleted', collection.about(selection.clientOf(collection)), { people, groups })
  })
}
