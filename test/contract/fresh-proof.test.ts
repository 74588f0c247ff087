import { clientPermissions, isProviderPermission, providerPermissions } from '@wardroom/server/access/permissions'
import { Viewer } from '@wardroom/server/access/viewer'
import type { Permission, ProofPurpose } from '@wardroom/schema/permissions'
import { afterAll, expect, it, vi } from 'vitest'
import { callerNames, Cast } from './cast.js'
import type { CallerName } from './cast.js'
import type { RootCase } from './root-case.js'
import { rootFields } from './root-fields.js'

const cast = await Cast.assemble()
const people = callerNames.filter(name => cast.accountOf(name) !== undefined)
afterAll(() => vi.restoreAllMocks())

/** What asks by itself, beside the table: what changes how one signs in, or whom one trusts. */
const asksByItself: Record<string, ProofPurpose> = {
  beginAuthenticator: 'ACCOUNT',
  beginEmailChange: 'ACCOUNT',
  beginEmailCodes: 'ACCOUNT',
  beginSecurityKey: 'ACCOUNT',
  bindClientKey: 'CLIENT',
  deleteAccount: 'ACCOUNT',
  enrolInRecovery: 'ACCOUNT',
  finishAuthenticator: 'ACCOUNT',
  finishEmailChange: 'ACCOUNT',
  finishEmailCodes: 'ACCOUNT',
  finishSecurityKey: 'ACCOUNT',
  makePersonalApiKey: 'ACCOUNT',
  removeTwoStepMethod: 'ACCOUNT',
  renewRecoveryCode: 'ACCOUNT',
  withdrawFromRecovery: 'ACCOUNT',
}

const changes = Object.entries(rootFields)
  .filter(([name]) => name.startsWith('Mutation.'))
  .flatMap(([name, cases]) => cases.filter(({ open }) => !open).map(one => [name, one] as const))

it('what asks by itself is there', () => {
  const names = new Set(changes.map(([name]) => name.split('.')[1]))
  expect(Object.keys(asksByItself).filter(name => !names.has(name))).toEqual([])
})

function whoMay({ expected }: RootCase): CallerName {
  return people.find(name => expected[name] === 'ok') ?? 'provider admin' // whose answer is about what was sent
}

function purposeOf(permission: Permission): ProofPurpose | undefined {
  return isProviderPermission(permission) ? providerPermissions[permission].proof : clientPermissions[permission].proof
}

it.each(changes)('%s asks a session that has proved nothing lately for a proof where the table of permissions says so', async (name, one) => {
  const caller = whoMay(one)
  const { document, target, personal, variables = id => ({ id }) } = one
  const where = target?.scope === 'client' ? cast.acme : cast.northwind
  const id = personal ? await personal.make(cast, caller) : await target?.make(cast, where as never, true) ?? ''
  const input = variables(id, cast)
  await cast.sql(`update session set proofs = '{}'`)
  cast.world.server.services.identities.forget()
  const asked: Permission[] = []
  const { require } = Viewer.prototype
  const spy = vi.spyOn(Viewer.prototype, 'require').mockImplementation(function (this: Viewer, permission, ...about) {
    asked.push(permission)
    return require.call(this, permission, ...about)
  })
  const before = await cast.stored()
  const { body } = await cast.callers[caller].ask(document, input)
  spy.mockRestore()
  const error = body.errors?.[0]?.extensions as { code: string, purpose?: ProofPurpose } | undefined
  const answered = error?.code === 'REAUTH_REQUIRED' ? error.purpose : undefined
  const purpose = asked.map(purposeOf).find(one => one !== undefined) ?? asksByItself[name.split('.')[1]!]
  expect([name, caller, answered]).toEqual([name, caller, purpose])
  if (purpose)
    expect(await cast.stored()).toBe(before)
  await cast.signInAgain()
})
