import type { SealedForm } from '../lib/sealed.js'
import type { RotateKeysInput } from './rotate-keys-input.js'

/** A table in which people have something that hangs on their user key. */
interface Rewrapped {
  /** As the input names it. */
  part: 'pins' | 'recoveryKeys'
  table: string
  /** What tells a person's rows apart. */
  id: string
  /** Which of the person's rows are sealed. */
  where: string
  columns: Readonly<Record<string, SealedForm>>
  /** Bounds what is looked at before anything is proved. */
  most: number
  rowsOf: (input: RotateKeysInput) => Array<{ id: string } & Record<string, string>>
}

/**
 * Everything beside the account's own row that a rotation seals anew. A feature that keeps something under people's user keys, or a user key
 * under something, adds its table here and its part to the input.
 */
export const rewrapped: readonly Rewrapped[] = [{
  part: 'pins',
  table: 'pinned_key',
  id: 'tenant_id',
  where: 'true',
  columns: { pin: 'pin' },
  most: 5_000,
  rowsOf: ({ pins }) => pins.flat().map(({ of: id, pin }) => ({ id, pin })),
}, {
  part: 'recoveryKeys',
  table: 'client_user',
  id: 'id',
  where: 'recovery_enrolled',
  columns: { recovery_key: 'keyForPerson', recovery_binding: 'name' },
  most: 1_000,
  rowsOf: ({ recoveryKeys }) => recoveryKeys.map(({ userId, recoveryKey, recoveryBinding }) =>
    ({ id: userId, recovery_key: recoveryKey, recovery_binding: recoveryBinding })),
}]
