import { maxBulkJob } from '@wardroom/schema/limits'
import { readEmail } from '@wardroom/schema/text'
import { Field, ID, InputType } from 'type-graphql'
import { CustomPermission, UserRole } from '../access/roles.js'
import { isUuid } from '../access/tenants.js'
import { requireShort } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'
import { InviteUserInput } from '../user/invite-users.js'
import { BulkAction } from './bulk-job.js'
import { DirectoryInput } from './directory-input.js'
import type { Parameters, Person, Verb } from './verbs.js'

const someone = `1 to ${maxBulkJob.toLocaleString('en')} people of the client, each once; as \`User.id\`.`

@InputType({ description: 'People that are invited.' })
export class BulkInviteInput {
  @Field(() => [InviteUserInput], { description: '1 to 10,000; repeated addresses count once.' })
  users!: InviteUserInput[]
}

@InputType({ description: 'People to whom something is done that needs no more to be said.' })
export class BulkPeopleInput {
  @Field(() => [ID], { description: someone })
  userIds!: string[]
}

@InputType({ description: 'People who get a role.' })
export class BulkRoleInput extends BulkPeopleInput {
  @Field(() => UserRole, { description: 'The role all of them get.' })
  role!: UserRole

  @Field(() => [CustomPermission], { nullable: true, description: 'The flags of a CUSTOM role; null: none.' })
  permissions?: CustomPermission[] | null
}

@InputType({ description: 'People whose groups change.' })
export class BulkGroupsInput extends BulkPeopleInput {
  @Field(() => [ID], { nullable: true, description: 'Groups they come into, at most 100.' })
  addGroupIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Groups they leave, at most 100.' })
  removeGroupIds?: string[] | null
}

@InputType({ description: 'What a directory says, as it was previewed.' })
export class BulkDirectoryInput {
  @Field(() => DirectoryInput, { description: 'The very one that was previewed.' })
  directory!: DirectoryInput

  @Field(() => String, { description: '`DirectoryPreview.version`: nothing is done where the preview would be another now.' })
  version!: string
}

@InputType({ description: 'A job: the client, and exactly one of the deeds.' })
export class CreateBulkJobInput {
  @Field(() => ID, { description: 'The client.' })
  clientId!: string

  @Field(() => BulkInviteInput, { nullable: true, description: 'Invites people.' })
  invite?: BulkInviteInput | null

  @Field(() => BulkPeopleInput, { nullable: true, description: 'Sends fresh invitations.' })
  resend?: BulkPeopleInput | null

  @Field(() => BulkRoleInput, { nullable: true, description: 'Gives another role.' })
  changeRole?: BulkRoleInput | null

  @Field(() => BulkPeopleInput, { nullable: true, description: 'Suspends.' })
  revoke?: BulkPeopleInput | null

  @Field(() => BulkPeopleInput, { nullable: true, description: 'Brings back.' })
  restore?: BulkPeopleInput | null

  @Field(() => BulkPeopleInput, { nullable: true, description: 'Takes out of the client.' })
  remove?: BulkPeopleInput | null

  @Field(() => BulkPeopleInput, { nullable: true, description: 'Ends their sessions.' })
  signOut?: BulkPeopleInput | null

  @Field(() => BulkGroupsInput, { nullable: true, description: 'Puts into groups and takes out of others.' })
  changeGroups?: BulkGroupsInput | null

  @Field(() => BulkDirectoryInput, { nullable: true, description: 'Brings the client to what a directory says.' })
  directory?: BulkDirectoryInput | null
}

/** Beside that of a directory. */
export function otherDeeds({ clientId: _, directory: __, ...deeds }: CreateBulkJobInput): string[] {
  return Object.entries(deeds).filter(([, deed]) => deed != null).map(([name]) => name)
}

/** A row as it is asked for. */
export interface PlannedRow extends Person {
  verb: Verb
  parameters: Parameters
}

interface Plan {
  action: BulkAction
  rows: PlannedRow[]
}

const ofPeople = { resend: 'RESEND', revoke: 'REVOKE', restore: 'RESTORE', remove: 'REMOVE', signOut: 'SIGN_OUT' } as const

/** Errors: BAD_USER_INPUT. */
export function readPlan(input: CreateBulkJobInput): Plan {
  const { clientId: _, directory, ...deeds } = input
  const given = Object.entries(deeds).filter(([, deed]) => deed != null).map(([name]) => name as keyof typeof deeds)
  const [deed] = given
  if (deed === undefined || given.length > 1 || directory)
    throw new Refused('BAD_USER_INPUT', 'Give exactly one deed beside `clientId`.', { field: given[1] ?? 'input' })
  const { invite, changeRole, changeGroups } = deeds
  if (deed === 'invite')
    return { action: BulkAction.INVITE, rows: invitees(invite!.users) }
  if (deed === 'changeRole') {
    const { role, permissions } = changeRole!
    return ofEach(BulkAction.CHANGE_ROLE, changeRole!, { role, ...permissions && { permissions } })
  }
  if (deed === 'changeGroups') {
    const { addGroupIds, removeGroupIds } = changeGroups!
    return ofEach(BulkAction.CHANGE_GROUPS, changeGroups!, { addGroupIds: addGroupIds ?? [], removeGroupIds: removeGroupIds ?? [] })
  }
  return ofEach(ofPeople[deed], deeds[deed]!, {})
}

function ofEach(action: Exclude<Verb, 'LINK'>, { userIds }: BulkPeopleInput, parameters: Parameters): Plan {
  requireShort(parameters)
  const ids = [...new Set(userIds)]
  requireCount(ids.length, 'userIds')
  if (!ids.every(isUuid))
    throw new Refused('BAD_USER_INPUT', '`userIds` has something that is not an id.', { field: 'userIds' })
  return { action: BulkAction[action], rows: ids.map(userId => ({ verb: action, userId, email: null, externalId: null, parameters })) }
}

/** What is no address comes to its turn as it is, and is refused there. */
function invitees(users: readonly InviteUserInput[]): PlannedRow[] {
  const rows = new Map<string, PlannedRow>()
  for (const { email: text, role, permissions } of users) {
    requireShort({ email: text, permissions })
    const email = readEmail(text) ?? text.trim().toLowerCase()
    if (!rows.has(email))
      rows.set(email, invitation(email, { role, ...permissions?.length && { permissions } }))
  }
  requireCount(rows.size, 'users')
  return [...rows.values()]
}

function invitation(email: string, parameters: Parameters): PlannedRow {
  return { verb: BulkAction.INVITE, userId: null, email, externalId: null, parameters }
}

function requireCount(count: number, field: string): void {
  if (!count || count > maxBulkJob)
    throw new Refused('BAD_USER_INPUT', `\`${field}\` must have 1 to ${maxBulkJob} entries.`, { field, max: maxBulkJob })
}
