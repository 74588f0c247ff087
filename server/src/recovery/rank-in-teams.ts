import { ProviderUserType } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'

/** Nobody climbs from a client into a provider: whoever works for one is touched by equals of that very team, or by those above. */
export function requireRankInTeams(viewer: Viewer, teams: ReadonlyArray<{ providerId: string, type: ProviderUserType }>): void {
  const own = viewer.requireSignedIn().staff
  for (const { providerId, type } of teams) {
    const mine = own.get(providerId)?.type
    if (mine !== ProviderUserType.PROVIDER_ADMIN && mine !== type)
      throw new Refused('ROLE_ABOVE_OWN')
  }
}
