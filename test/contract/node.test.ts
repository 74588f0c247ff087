import { makeSchema } from '@wardroom/server/schema'
import { isInterfaceType } from 'graphql'
import { expect, it } from 'vitest'
import { baselineRow, bulkJobRow, clientGroupRow, collectionRow, groupRow, insertRows } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const client = await provider.createClient('Acme', { seats: 20 })
await provider.tool(['READ'])
await insertRows(world, 'user_group', [groupRow(client)])
await insertRows(world, 'baseline', [baselineRow(provider.id)])
await insertRows(world, 'client_group', [clientGroupRow(provider.id)])
await insertRows(world, 'collection', [collectionRow(client)])
await insertRows(world, 'bulk_job', [bulkJobRow(client, { finished_at: new Date() })])

/** Where the admin reads the id of one thing of each type. */
const places: Record<string, [query: string, path: string]> = {
  Account: ['{ viewer { account { id } } }', 'viewer.account.id'],
  ApiToken: ['{ provider { apiTokens { edges { node { id } } } } }', 'provider.apiTokens.edges.0.node.id'],
  Baseline: ['{ provider { baselines { id } } }', 'provider.baselines.0.id'],
  BulkJob: ['{ bulkJobs { edges { node { id } } } }', 'bulkJobs.edges.0.node.id'],
  Client: ['{ clients { edges { node { id } } } }', 'clients.edges.0.node.id'],
  ClientGroup: ['{ provider { clientGroups { edges { node { id } } } } }', 'provider.clientGroups.edges.0.node.id'],
  Collection: ['{ clients(first: 1) { edges { node { collections { edges { node { id } } } } } } }', 'clients.edges.0.node.collections.edges.0.node.id'],
  Event: ['{ events(first: 1) { edges { node { id } } } }', 'events.edges.0.node.id'],
  Group: ['{ clients(first: 1) { edges { node { groups { edges { node { id } } } } } } }', 'clients.edges.0.node.groups.edges.0.node.id'],
  Provider: ['{ provider { id } }', 'provider.id'],
  ProviderUser: ['{ provider { users { edges { node { id } } } } }', 'provider.users.edges.0.node.id'],
  Session: ['{ viewer { sessions { id } } }', 'viewer.sessions.0.id'],
  User: ['{ clients(first: 1) { edges { node { users { edges { node { id } } } } } } }', 'clients.edges.0.node.users.edges.0.node.id'],
}

const again = 'query ($id: ID!) { node(id: $id) { __typename id } }'

function at(data: unknown, path: string): string {
  return path.split('.').reduce((value, member) => (value as Record<string, unknown>)[member], data) as string
}

it('every type that implements Node is tried here', async () => {
  const schema = await makeSchema()
  const node = schema.getType('Node')
  const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : []
  expect(types.toSorted()).toEqual(Object.keys(places))
})

it.each(Object.entries(places))('%s is found again by its id, and by nobody else', async (type, [query, path]) => {
  const id = at(await provider.admin.do(query), path)
  expect(await provider.admin.do(again, { id })).toEqual({ node: { __typename: type, id } })

  const stranger = await client.join(`${type.toLowerCase()}@acme.example`)
  const theirs = type === 'Client' ? { __typename: 'Client', id } : null
  expect(await stranger.do(again, { id })).toEqual({ node: theirs })
})
