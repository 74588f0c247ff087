import { apiTokenScopes } from '@wardroom/schema/permissions'
import { expect, it } from 'vitest'
import { Cast } from './cast.js'
import type { RootCase } from './root-case.js'
import { rootFields } from './root-fields.js'

const cast = await Cast.assemble()
const { northwind, acme } = cast

/** Tools of one scope each, and one of all. */
const tools = await Promise.all(apiTokenScopes.map(async scope => [scope, await northwind.tool([scope])] as const))

/** Whether an answer has no value in it. */
function saysNothing(answer: unknown): boolean {
  return answer === null || answer === 0 || (typeof answer === 'object' && Object.values(answer).every(saysNothing))
}

/** What a tool meets at a case about Northwind or its client Acme. */
async function isLetIn(
  tool: (typeof tools)[number][1],
  { document, target, personal, variables = id => ({ id }) }: RootCase,
): Promise<boolean> {
  const where = target?.scope === 'client' ? acme : northwind
  const id = personal ? await personal.make(cast, 'provider admin') : await target?.make(cast, where as never, true) ?? ''
  const { body } = await tool.ask(document, variables(id, cast))
  const [error] = body.errors ?? []
  if (error)
    return !['FORBIDDEN', 'NOT_FOUND'].includes(error.extensions.code)
  const answer = Object.values(body.data as object)[0] as unknown
  const rows = Array.isArray(answer) ? answer as Array<{ ok: boolean, code: string | null }> : undefined
  return rows ? rows.some(({ code }) => code !== 'FORBIDDEN' && code !== 'NOT_FOUND') : !saysNothing(answer)
}

const closed = Object.entries(rootFields).flatMap(([name, cases]) => cases.some(({ open }) => open) ? [] : [[name, cases] as const])
const opened: Record<string, string> = {}

it.each(closed)('%s is behind one scope at most', async (name, cases) => {
  const scopes = new Set<string>()
  for (const one of cases) {
    for (const [scope, tool] of tools) {
      if (await isLetIn(tool, one))
        scopes.add(scope)
    }
  }
  opened[name] = [...scopes].join() || 'no token'
  expect([name, scopes.size]).toEqual([name, Math.min(scopes.size, 1)])
})

it('which scope that is stands here', () => {
  expect(opened).toMatchInlineSnapshot(`
    {
      "Mutation.addClient": "no token",
      "Mutation.addSeats": "SEATS_WRITE",
      "Mutation.admitOutsideTechnicians": "no token",
      "Mutation.beginAuthenticator": "no token",
      "Mutation.beginEmailChange": "no token",
      "Mutation.beginEmailCodes": "no token",
      "Mutation.beginSecurityKey": "no token",
      "Mutation.bindClientKey": "no token",
      "Mutation.bringToBaseline": "no token",
      "Mutation.cancelBulkJob": "USERS_WRITE",
      "Mutation.challengeSecurityKey": "no token",
      "Mutation.changeClientTags": "no token",
      "Mutation.changeCollectionAccess": "COLLECTIONS_WRITE",
      "Mutation.changeCollectionSettings": "no token",
      "Mutation.changeKdf": "no token",
      "Mutation.changeMasterPassword": "no token",
      "Mutation.changeProviderUserHours": "no token",
      "Mutation.changeProviderUserScopes": "no token",
      "Mutation.changeProviderUserType": "no token",
      "Mutation.changeSeatMinimum": "no token",
      "Mutation.changeUserGroups": "GROUPS_WRITE",
      "Mutation.changeUserRoles": "USERS_WRITE",
      "Mutation.confirmProviderUsers": "no token",
      "Mutation.confirmUsers": "no token",
      "Mutation.createApiToken": "no token",
      "Mutation.createBaseline": "no token",
      "Mutation.createBulkJob": "USERS_WRITE",
      "Mutation.createClient": "CLIENTS_WRITE",
      "Mutation.createClientGroup": "CLIENTS_WRITE",
      "Mutation.createCollection": "COLLECTIONS_WRITE",
      "Mutation.createGroup": "GROUPS_WRITE",
      "Mutation.declineHelp": "no token",
      "Mutation.deleteAccount": "no token",
      "Mutation.deleteBaseline": "no token",
      "Mutation.deleteClientGroups": "CLIENTS_WRITE",
      "Mutation.deleteCollections": "COLLECTIONS_WRITE",
      "Mutation.deleteGroups": "GROUPS_WRITE",
      "Mutation.demandTwoStep": "no token",
      "Mutation.endOldApiTokenSecret": "no token",
      "Mutation.enrolInRecovery": "no token",
      "Mutation.finishAuthenticator": "no token",
      "Mutation.finishEmailChange": "no token",
      "Mutation.finishEmailCodes": "no token",
      "Mutation.finishSecurityKey": "no token",
      "Mutation.forgetDevices": "no token",
      "Mutation.inviteProviderUsers": "no token",
      "Mutation.inviteUsers": "USERS_WRITE",
      "Mutation.mailCode": "no token",
      "Mutation.makePersonalApiKey": "no token",
      "Mutation.pinKey": "no token",
      "Mutation.prove": "no token",
      "Mutation.reactivateClient": "no token",
      "Mutation.readRecoveryMaterial": "no token",
      "Mutation.recoverUser": "no token",
      "Mutation.remindToEnrol": "no token",
      "Mutation.removePersonalApiKey": "no token",
      "Mutation.removeProviderUsers": "no token",
      "Mutation.removeSeats": "SEATS_WRITE",
      "Mutation.removeTwoStepMethod": "no token",
      "Mutation.removeUsers": "USERS_WRITE",
      "Mutation.renameClient": "CLIENTS_WRITE",
      "Mutation.renameProvider": "no token",
      "Mutation.renewRecoveryCode": "no token",
      "Mutation.resendInvitations": "USERS_WRITE",
      "Mutation.resendProviderInvitations": "no token",
      "Mutation.resetProviderUserTwoStep": "no token",
      "Mutation.restoreUsers": "USERS_WRITE",
      "Mutation.retryBulkJob": "USERS_WRITE",
      "Mutation.revokeApiToken": "no token",
      "Mutation.revokeSession": "no token",
      "Mutation.revokeUsers": "USERS_WRITE",
      "Mutation.rotateApiToken": "no token",
      "Mutation.rotateKeys": "no token",
      "Mutation.sendTestMail": "no token",
      "Mutation.setApiTokenAddresses": "no token",
      "Mutation.setAutoGrow": "SEATS_WRITE",
      "Mutation.setPolicy": "no token",
      "Mutation.signOutEverywhere": "no token",
      "Mutation.signOutProviderUsers": "no token",
      "Mutation.signOutUsers": "USERS_WRITE",
      "Mutation.suspendClient": "no token",
      "Mutation.unlinkClient": "no token",
      "Mutation.updateBaseline": "no token",
      "Mutation.updateClientGroup": "CLIENTS_WRITE",
      "Mutation.updateCollection": "COLLECTIONS_WRITE",
      "Mutation.updateGroup": "GROUPS_WRITE",
      "Mutation.withdrawFromRecovery": "no token",
      "Query.bulkJobs": "READ",
      "Query.client": "READ",
      "Query.clients": "READ",
      "Query.events": "EVENTS_READ",
      "Query.helpRequests": "no token",
      "Query.logCheckpoint": "EVENTS_READ",
      "Query.node": "READ",
      "Query.previewDirectory": "no token",
      "Query.provider": "READ",
      "Query.viewer": "READ",
    }
  `)
})
