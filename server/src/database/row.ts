import type { Tenant } from '../access/viewer.js'

/** What `tenant()` of an entity reads. */
interface Tenanted {
  prototype: { tenant: (this: never) => Tenant }
}

/** An entity's columns as a list selected them, and where it stands. */
export type Row<Entity extends Tenanted['prototype'], Column extends keyof Entity> = Pick<Entity, Column> & { tenant: () => Tenant }

const prototypes = new Map<object, object>()

/**
 * A row as a list reads it: plain data that knows its tenant, without the accessors by which the ORM watches entities and without
 * their verbs. What changes is loaded through `viewer.reach`.
 */
export function asRow<Entity extends Tenanted, Columns extends ThisParameterType<Entity['prototype']['tenant']>>(
  entity: Entity,
  row: Columns,
): Columns & { tenant: () => Tenant } {
  const known = prototypes.get(entity)
  const prototype = known ?? { tenant: entity.prototype.tenant }
  if (!known)
    prototypes.set(entity, prototype)
  return Object.assign(Object.create(prototype) as { tenant: () => Tenant }, row)
}
