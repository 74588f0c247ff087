import type { Viewer } from '../access/viewer.js'
import { after, day } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { cleanAddresses } from './addresses.js'
import { ApiToken } from './api-token.js'
import { newSecret } from './secret.js'

/** Days for which an old secret may work on. */
const longestOverlap = 7

/** @param oldUntil until when the old secret works on, for tools that get the new one later; null: it ends now */
export async function rotateApiToken(
  tx: Transaction,
  viewer: Viewer,
  { id, oldUntil }: { id: string, oldUntil: Date | null },
): Promise<{ apiToken: ApiToken, secret: string }> {
  const apiToken = await viewer.reach(ApiToken, id, 'apiToken:create', { lock: true })
  const { name } = viewer.requirePerson()
  if (oldUntil && (oldUntil <= tx.now || oldUntil > after(tx.now, longestOverlap * day)))
    throw new Refused('BAD_USER_INPUT', `\`oldUntil\` must be in the future and at most ${longestOverlap} days from now.`, { field: 'oldUntil', max: longestOverlap })
  const secret = newSecret(id)
  apiToken.rotate(secret, { by: name, oldUntil: oldUntil ?? tx.now, now: tx.now })
  tx.record('ApiToken_Rotated', { providerId: apiToken.providerId, subject: apiToken.forEvent() }, {
    name: apiToken.name,
    oldUntil: oldUntil?.toISOString() ?? null,
  })
  return { apiToken, secret }
}

export async function endOldApiTokenSecret(tx: Transaction, viewer: Viewer, id: string): Promise<ApiToken> {
  const apiToken = await viewer.reach(ApiToken, id, 'apiToken:revoke', { lock: true })
  if (apiToken.endOldSecret(tx.now))
    tx.record('ApiToken_OldSecretEnded', { providerId: apiToken.providerId, subject: apiToken.forEvent() }, { name: apiToken.name })
  return apiToken
}

export async function setApiTokenAddresses(tx: Transaction, viewer: Viewer, id: string, allowed: string[] | null): Promise<ApiToken> {
  const apiToken = await viewer.reach(ApiToken, id, 'apiToken:create', { lock: true })
  const addresses = cleanAddresses(allowed)
  const were = apiToken.allowFrom(addresses, tx.now)
  if (String(were) !== String(addresses)) {
    tx.record('ApiToken_AddressesChanged', { providerId: apiToken.providerId, subject: apiToken.forEvent() }, {
      name: apiToken.name,
      addresses: addresses ?? 'all',
      were: were ?? 'all',
    })
  }
  return apiToken
}
