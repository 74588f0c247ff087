import { Field, ID, InputType } from 'type-graphql'
import { describeEnum } from '../lib/enum.js'

export enum CollectionAccess {
  VIEW_EXCEPT_PASSWORDS = 'VIEW_EXCEPT_PASSWORDS',
  VIEW = 'VIEW',
  EDIT_EXCEPT_PASSWORDS = 'EDIT_EXCEPT_PASSWORDS',
  EDIT = 'EDIT',
  MANAGE = 'MANAGE',
}
describeEnum(CollectionAccess, 'CollectionAccess', 'What somebody may do with the items of a collection. Hidden passwords are hidden by screens alone: they are on the device.', {
  VIEW_EXCEPT_PASSWORDS: 'Views items, without their passwords.',
  VIEW: 'Views items.',
  EDIT_EXCEPT_PASSWORDS: 'Views and edits items, without their passwords.',
  EDIT: 'Views and edits items.',
  MANAGE: 'Edits items, renames the collection, and says who has access to it.',
})

/** As the database has them, where what several groups give is their union of bits (migration 0044). */
const numbers: Record<CollectionAccess, number> = {
  VIEW_EXCEPT_PASSWORDS: 0,
  VIEW: 1,
  EDIT_EXCEPT_PASSWORDS: 2,
  EDIT: 3,
  MANAGE: 7,
}
const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name as CollectionAccess]))

export const managing = numbers.MANAGE

export function numberOf(access: CollectionAccess): number {
  return numbers[access]
}

export function accessOf(number: number): CollectionAccess {
  return names.get(number)!
}

@InputType({ description: 'An access that a person is given.' })
export class UserAccessInput {
  @Field(() => ID, { description: 'The person, as `User.id`.' })
  userId!: string

  @Field(() => CollectionAccess, { description: 'In place of what they were given before, and before what their groups give.' })
  access!: CollectionAccess
}

@InputType({ description: 'An access that a group is given.' })
export class GroupAccessInput {
  @Field(() => ID, { description: 'The group.' })
  groupId!: string

  @Field(() => CollectionAccess, { description: 'In place of what it was given before.' })
  access!: CollectionAccess
}
