import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { errors } from '@wardroom/schema/errors'
import { apiTokenScopes, customPermissions, providerUserTypes, userRoles } from '@wardroom/schema/permissions'
import { circumstances, clientPermissions, providerPermissions } from '@wardroom/server/access/permissions'
import type { Circumstance } from '@wardroom/server/access/permissions'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const page = await readFile(path.join(root, 'docs/errors.md'), 'utf8')

it('docs/errors.md lists every code, each with its status, when and what to do', () => {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (\d+) \| .+? \| .+? \|$/gm)].map(([, code, status]) => [code, Number(status)])
  expect(rows).toHaveLength(new Set(rows.map(([code]) => code)).size)
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(Object.entries(errors).map(([code, { status }]) => [code, status])))
})

it('every code is thrown somewhere, and no other is', async () => {
  const thrown = new Set<string>()
  for await (const file of glob('server/src/**/*.ts', { cwd: root })) {
    const source = file.endsWith('.test.ts') ? '' : await readFile(path.join(root, file), 'utf8')
    for (const [, first] of source.matchAll(/new Refused\(((?:[^,()]|\([^()]*\))+)/g)) {
      for (const [, code] of first!.matchAll(/'([A-Z][A-Z_]+)'/g))
        thrown.add(code!)
    }
  }
  expect([...thrown].sort()).toEqual(Object.keys(errors).sort())
})

it('every sentence ends as a sentence and names no code', () => {
  for (const { sentence } of Object.values(errors)) {
    expect(sentence).toMatch(/^[A-Z].+\.$/)
    expect(sentence).not.toMatch(/[A-Z]{3,}_/)
  }
})

const titles: Record<string, string> = {
  PROVIDER_ADMIN: 'provider admin',
  SERVICE_USER: 'service user',
  OUTSIDE_TECHNICIAN: 'outside technician',
  SCOPED_USER: 'scoped user',
  OWNER: 'owner',
  ADMIN: 'admin',
  CUSTOM: 'custom',
  USER: 'user',
  PROVIDER: 'provider\'s people',
}

interface Rule {
  roles: readonly string[]
  when?: Partial<Record<Circumstance, readonly string[]>>
  scope: string | null
  proof?: string
}

function table(permissions: Record<string, Rule>, columns: readonly string[]): string {
  const head = ['permission', ...columns.map(role => titles[role]!), 'custom with', 'besides, where', 'API token', 'fresh proof']
  const rows = Object.entries(permissions).map(([name, { roles, when = {}, scope, proof }]) => [
    `\`${name}\``,
    ...columns.map(role => roles.includes(role) ? 'yes' : ''),
    roles.filter(role => (customPermissions as readonly string[]).includes(role)).map(flag => `\`${flag}\``).join(', '),
    Object.entries(when).map(([so, others]) => `${circumstances[so as Circumstance]}: ${others.map(role => titles[role] ?? `\`${role}\``).join(', ')}`).join('; '),
    scope ? `\`${scope}\`` : 'never',
    proof ? `\`${proof}\`` : '',
  ])
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

it('docs/permissions.md is the server\'s table', async () => {
  await expect(`# Who may do what

Made from \`server/src/access/permissions.ts\` by \`test/contract/errors.test.ts\`; change the table there.

Only confirmed people have a role: invited, accepted and revoked ones may nothing. A person who works for the provider and belongs to a client has both sets.
Whoever may manage people still touches nobody above themself and grants nothing above their own role. An API token does what its maker may do, within its
scopes (${apiTokenScopes.map(scope => `\`${scope}\``).join(', ')}) and its clients; where that column says *never*, only people sign in for it.

What destroys, or gives power, asks people for a fresh proof of the purpose in the last column: a sign-in with all that the account can ask for, or
\`prove\`, within ten minutes, in this session (\`REAUTH_REQUIRED\`). So do inviting, confirming or restoring an owner, making somebody one and changing, revoking or removing one
(\`PEOPLE\`), and every change of one's own two-step login or address, and deleting one's account (\`ACCOUNT\`). API tokens were proved when they were made.

## On the provider

A *scoped user* is a service user who works for some of the provider's clients only. On these clients they may do what the provider's people may; the others do not
exist for them. An *outside technician* is from elsewhere, as a NOC that watches after hours: they hold no key, make no tokens, are told of clients one by one,
touch neither owners nor admins, and may be held to [working hours](domain.md#working-hours).

${table(providerPermissions, [...providerUserTypes, 'SCOPED_USER'])}

## On a client

*The provider's people* are the provider admins and service users of the provider that looks after the client. While it is suspended its own people may nothing, and the provider's
people what touches nobody: ${Object.entries(clientPermissions).flatMap(([name, { whileSuspended }]) => whileSuspended ? [`\`${name}\``] : []).join(', ')}.
Where its owners have decided that the provider brings in only (\`providerItemAccess\`), the provider's people may not, unless as its members: ${Object.entries(clientPermissions).flatMap(([name, { ofItems }]) => ofItems ? [`\`${name}\``] : []).join(', ')}.

${table(clientPermissions, [...userRoles, 'PROVIDER', 'OUTSIDE_TECHNICIAN'])}
`).toMatchFileSnapshot('../../docs/permissions.md')
})
