import { isUuid } from '../access/tenants.js'
import type { FindNode } from '../request/feature.js'
import { PublicAccount } from './account.js'
import { accountById } from './accounts.js'
import { readSessions } from './session-row.js'

/** People see their own account and their own sessions. */
export const accountNode: FindNode = async (id, { viewer, services: { database } }) => {
  if (id !== viewer.identity?.accountId)
    return null
  const account = await accountById(database.system, id)
  return account ? Object.assign(new PublicAccount(), { id, email: account.email, name: account.name }) : null
}

export const sessionNode: FindNode = async (id, { viewer: { identity }, services: { database } }) => {
  if (!identity?.sessionId || !isUuid(id))
    return null
  const sessions = await readSessions(database.system, identity.accountId, identity.sessionId)
  return sessions.find(session => session.id === id) ?? null
}
