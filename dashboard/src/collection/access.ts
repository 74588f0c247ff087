import type { CollectionAccess } from '../gql/graphql.js'

/** From the least to the most. */
export const accessLevels = [
  'VIEW_EXCEPT_PASSWORDS',
  'VIEW',
  'EDIT_EXCEPT_PASSWORDS',
  'EDIT',
  'MANAGE',
] as const satisfies readonly CollectionAccess[]

/** A person or a group with its access; null: none. */
export interface Holder {
  id: string
  kind: 'PERSON' | 'GROUP'
  label: string
  access: CollectionAccess | null
}

/** Those who had access with what is changed laid over it, in the order in which they came. */
export function laidOver(before: readonly Holder[], changes: readonly Holder[]): Holder[] {
  const changed = new Map(changes.map(holder => [holder.id, holder]))
  const known = new Set(before.map(({ id }) => id))
  return [...before.map(holder => changed.get(holder.id) ?? holder), ...changes.filter(({ id }) => !known.has(id))]
}

/** Who is given access, as the API takes it. */
export function grantsIn(holders: readonly Holder[]) {
  const given = (kind: Holder['kind']) => holders.flatMap(({ id, kind: own, access }) => own === kind && access ? [{ id, access }] : [])
  return {
    grantUsers: given('PERSON').map(({ id, access }) => ({ userId: id, access })),
    grantGroups: given('GROUP').map(({ id, access }) => ({ groupId: id, access })),
  }
}

/** The same with those from whom it is taken. */
export function changeIn(holders: readonly Holder[]) {
  const taken = (kind: Holder['kind']): string[] => holders.filter(({ kind: own, access }) => own === kind && !access).map(({ id }) => id)
  return { ...grantsIn(holders), removeUserIds: taken('PERSON'), removeGroupIds: taken('GROUP') }
}
