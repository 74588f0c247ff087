import { randomUUID } from 'node:crypto'
import { leastRules } from '@wardroom/schema/master-password-rules'
import { readContent } from '../../baseline/baseline-content.js'
import { after, day, hour } from '../../lib/clock.js'
import { PolicyKind } from '../../policy/policy.js'
import type { Past } from '../history/record-history.js'
import type { Population } from '../people/population.js'
import { groupsOf } from './client-group.js'
import type { DemoPart } from './part.js'

const { MASTER_PASSWORD, SINGLE_ORGANIZATION, TWO_STEP_LOGIN } = PolicyKind

/** The second one wants nothing that takes the Enterprise plan. */
const kinds = [
  {
    name: 'Confidential clients',
    position: 1,
    groups: ['Confidential', 'Gold'],
    content: readContent([
      { kind: TWO_STEP_LOGIN, enabled: true, graceDays: 14 },
      { kind: MASTER_PASSWORD, enabled: true, rules: { ...leastRules, minLength: 14, requireNumbers: true } },
      { kind: SINGLE_ORGANIZATION, enabled: true },
    ], { limitItemDeletion: true }),
  },
  {
    name: 'Everyday rules',
    position: 2,
    groups: ['North', 'Transport'],
    content: readContent([], { limitCollectionDeletion: true, limitItemDeletion: true, allowAdminAccess: false }),
  },
]

const known = new WeakMap<Population['team'], ReadonlyArray<typeof kinds[number] & { id: string, at: Date }>>()

/** Baselines that were made some days ago; nobody has brought a client to one yet. */
export const baseline: DemoPart = {
  rows(population) {
    const { provider: { id: providerId } } = population
    const baselines = baselinesOf(population)
    const groups = groupsOf(population)
    return [
      {
        table: 'baseline',
        rows: baselines.map(({ id, name, position, content, at }) =>
          ({ provider_id: providerId, id, name, position, content, created_at: at, revised_at: at })),
      },
      {
        table: 'baseline_client_group',
        rows: baselines.flatMap(({ id, groups: names }) => groups.filter(({ name }) => names.includes(name)).map(group =>
          ({ provider_id: providerId, baseline_id: id, client_group_id: group.id }))),
      },
    ]
  },
  history: { allClients: recordBaselines },
}

function baselinesOf({ team, now }: Pick<Population, 'team' | 'now'>) {
  const made = known.get(team) ?? kinds.map((kind, n) => ({ ...kind, id: randomUUID(), at: after(now, -(9 - n) * day - 3 * hour) }))
  known.set(team, made)
  return made
}

function recordBaselines(past: Past): void {
  const actor = past.team.founder.actor()
  for (const { id, name, position, groups, content, at } of baselinesOf(past)) {
    past.events.record('Baseline_Created', { subject: { kind: 'BASELINE', id, name }, actor, at }, {
      name,
      position,
      groups: groups.length,
      checks: content.policies.length + Object.keys(content.settings).length,
    })
  }
}
