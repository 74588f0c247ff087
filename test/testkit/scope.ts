import type { ProviderOf } from './world.js'

interface Scope {
  scope?: 'ALL' | 'ONLY' | 'EXCEPT'
  clientIds?: string[]
  clientGroupIds?: string[]
}

export async function teamIdOf({ admin, id }: ProviderOf, email: string): Promise<string> {
  const { provider } = await admin.do('query ($id: ID!) { provider(id: $id) { users(first: 200) { edges { node { id email } } } } }', { id })
  return provider.users!.edges.find(({ node }) => node.email === email)!.node.id
}

/** An admin says for which clients one of the team works. */
export async function scopeTo(provider: ProviderOf, email: string, { scope = 'ONLY', ...named }: Scope): Promise<void> {
  const { changeProviderUserScopes: [row] } = await provider.admin.do(
    'mutation ($input: ChangeScopesInput!) { changeProviderUserScopes(input: $input) { ok code message } }',
    { input: { ids: [await teamIdOf(provider, email)], scope, ...named } },
  )
  if (!row!.ok)
    throw new Error(`no scope: ${row!.code} ${row!.message}`)
}

export async function newClientGroup({ admin, id: providerId }: ProviderOf, name: string, input: object): Promise<string> {
  const { createClientGroup } = await admin.do(
    'mutation ($input: CreateClientGroupInput!) { createClientGroup(input: $input) { id } }',
    { input: { providerId, name, ...input } },
  )
  return createClientGroup.id
}
