const prototypes = new Map<object, object>()

/**
 * A row as a list reads it: plain data with the methods of its entity, without the ORM's change tracking.
 * For reading only; what changes is loaded through `viewer.reach`.
 */
export function asRow<T extends object>(entity: { prototype: T }, row: object): T {
  const known = prototypes.get(entity)
  const prototype = known ?? methodsOf(entity.prototype)
  if (!known)
    prototypes.set(entity, prototype)
  return Object.assign(Object.create(prototype) as T, row)
}

function methodsOf(prototype: object): object {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
  return Object.create(Object.prototype, Object.fromEntries(methods)) as object
}
