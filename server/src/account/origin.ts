import type { Device } from '../access/device.js'
import type { Context } from '../request/context.js'

/** From where and when somebody changes their own account. */
export function originOf({ device, services: { clock } }: Context): { device: Device, now: Date } {
  return { device, now: clock() }
}
