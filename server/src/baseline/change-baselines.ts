import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { LockMode } from '@mikro-orm/postgresql'
import { maxBaselineGroups, maxBaselineName, maxBaselines } from '@wardroom/schema/limits'
import { Field, ID, InputType, Int } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { ClientGroup } from '../client-group/client-group.js'
import { Refused } from '../lib/refused.js'
import { cleanName } from '../lib/text.js'
import { Provider } from '../provider/provider.js'
import type { Transaction } from '../transaction/transaction.js'
import { BaselinePolicy, BaselineSettings, readContent } from './baseline-content.js'
import type { BaselineContent } from './baseline-content.js'
import { Baseline } from './baseline.js'

@InputType({ description: 'A new baseline.' })
export class CreateBaselineInput {
  @Field(() => ID, { description: 'The provider.' })
  providerId!: string

  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string

  @Field(() => Int, { nullable: true, description: 'Its place, 1 to 50; null: 50.' })
  position?: number | null

  @Field(() => [BaselinePolicy], { description: 'How policies are to be, each once.' })
  policies!: BaselinePolicy[]

  @Field(() => BaselineSettings, { nullable: true, description: 'How settings of collections are to be; null: they do not matter.' })
  settings?: BaselineSettings | null

  @Field(() => [ID], { description: 'For which groups of clients it is, at most 20.' })
  clientGroupIds!: string[]
}

@InputType({ description: 'What of a baseline is to be another. What is left out stays.' })
export class UpdateBaselineInput {
  @Field(() => ID, { description: 'The baseline.' })
  id!: string

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null

  @Field(() => Int, { nullable: true, description: 'Its place, 1 to 50.' })
  position?: number | null

  @Field(() => [BaselinePolicy], { nullable: true, description: 'How policies are to be, whole.' })
  policies?: BaselinePolicy[] | null

  @Field(() => BaselineSettings, { nullable: true, description: 'How settings of collections are to be, whole.' })
  settings?: BaselineSettings | null

  @Field(() => [ID], { nullable: true, description: 'For which groups of clients it is, all of them, at most 20.' })
  clientGroupIds?: string[] | null
}

export async function createBaseline(tx: Transaction, viewer: Viewer, input: CreateBaselineInput): Promise<Baseline> {
  const { id: providerId } = await viewer.reach(Provider, input.providerId, 'baseline:change', { lock: true })
  if (await tx.em.count(Baseline, { providerId }) >= maxBaselines)
    throw new Refused('LIMIT_EXCEEDED', `A provider has at most ${maxBaselines} baselines; delete one first.`, { max: maxBaselines })
  const baseline = tx.em.create(Baseline, {
    id: randomUUID(),
    providerId,
    name: cleanName(input.name, 'name', maxBaselineName),
    position: checkPosition(input.position ?? maxBaselines),
    content: readContent(input.policies, input.settings ?? {}),
    createdAt: tx.now,
    revisedAt: tx.now,
  })
  await tx.em.flush()
  const groups = await bind(tx, baseline, input.clientGroupIds)
  const { name, position, content } = baseline
  tx.record('Baseline_Created', { providerId, subject: baseline.forEvent() }, { name, position, groups, checks: checksOf(content) })
  return baseline
}

/** Changes no client: what it asks of them from now on is shown as drift. Records nothing where nothing is another afterwards. */
export async function updateBaseline(tx: Transaction, viewer: Viewer, input: UpdateBaselineInput): Promise<Baseline> {
  const baseline = await viewer.reach(Baseline, input.id, 'baseline:change', { lock: true })
  const { name: was, providerId } = baseline
  const before = [stateOf(baseline), await groupIdsOf(tx, baseline)]
  if (input.name != null)
    baseline.name = cleanName(input.name, 'name', maxBaselineName)
  if (input.position != null)
    baseline.position = checkPosition(input.position)
  if (input.policies || input.settings)
    baseline.content = readContent(input.policies ?? baseline.content.policies, input.settings ?? baseline.content.settings)
  if (input.clientGroupIds)
    await bind(tx, baseline, input.clientGroupIds)
  const groups = await groupIdsOf(tx, baseline)
  if (isDeepStrictEqual([stateOf(baseline), groups], before))
    return baseline
  baseline.revisedAt = tx.now
  const { name, position, content } = baseline
  const told = { name, was, position, groups: groups.length, checks: checksOf(content) }
  tx.record('Baseline_Updated', { providerId, subject: baseline.forEvent() }, told)
  return baseline
}

export async function deleteBaseline(tx: Transaction, viewer: Viewer, id: string): Promise<Provider> {
  const baseline = await viewer.reach(Baseline, id, 'baseline:change', { lock: true })
  const { name, providerId } = baseline
  tx.em.remove(baseline)
  tx.record('Baseline_Deleted', { providerId, subject: baseline.forEvent() }, { name })
  return tx.em.findOneOrFail(Provider, { id: providerId })
}

/** A copy, as the database keeps it. */
function stateOf({ name, position, content }: Baseline): unknown {
  return JSON.parse(JSON.stringify({ name, position, content }))
}

function checksOf({ policies, settings }: BaselineContent): number {
  return policies.length + Object.keys(settings).length
}

/** Errors: BAD_USER_INPUT. */
function checkPosition(position: number): number {
  if (position < 1 || position > maxBaselines)
    throw new Refused('BAD_USER_INPUT', `\`position\` is 1 to ${maxBaselines}.`, { field: 'position', max: maxBaselines })
  return position
}

const bound = 'insert into baseline_client_group (provider_id, baseline_id, client_group_id) select ?, ?, g from unnest(?::uuid[]) g'

/** Errors: BAD_USER_INPUT, NOT_FOUND. */
async function bind({ em }: Transaction, { providerId, id }: Baseline, idsArg: readonly string[]): Promise<number> {
  const ids = [...new Set(idsArg)]
  const field = 'clientGroupIds'
  if (ids.length > maxBaselineGroups)
    throw new Refused('BAD_USER_INPUT', `\`${field}\` must have at most ${maxBaselineGroups} entries.`, { field, max: maxBaselineGroups })
  const locked = { lockMode: LockMode.PESSIMISTIC_READ, orderBy: { id: 'asc' } } as const
  const groups = ids.length ? await em.find(ClientGroup, { providerId, id: { $in: ids.filter(isUuid) } }, locked) : []
  if (groups.length < ids.length)
    throw new Refused('NOT_FOUND', `A group in \`${field}\` does not exist, or no longer; load the list anew.`, { field })
  await em.execute('delete from baseline_client_group where baseline_id = ?', [id])
  await em.execute(bound, [providerId, id, `{${groups.map(group => group.id).join()}}`])
  return groups.length
}

async function groupIdsOf({ em }: Transaction, { id }: Baseline): Promise<string[]> {
  const rows = await em.execute<Array<{ id: string }>>('select client_group_id id from baseline_client_group where baseline_id = ? order by 1', [id])
  return rows.map(row => row.id)
}
