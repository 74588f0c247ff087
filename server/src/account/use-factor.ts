import type { Device } from '../access/device.js'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { useCode } from '../second-factor/authenticator-method.js'
import { mayTellOfCopy, useSecurityKey } from '../second-factor/security-keys.js'
import { siteOf } from '../second-factor/webauthn.js'
import type { KeyAnswer } from '../second-factor/webauthn.js'
import { changeWithEvent, recordAccountEvent } from './account-events.js'
import type { Account } from './accounts.js'
import { keyCopiedMail } from './two-step-mails.js'
import { noteMailbox, takeMailedCode } from './email-code.js'
import type { CodeUse } from './email-code.js'
import { requireBounded } from './security-key.js'

interface Origin {
  device: Device
  now: Date
}

/** Errors: WRONG_CODE. */
export async function requireCode(services: Services, account: Account, code: string, origin: Origin): Promise<void> {
  const { database: { system }, secrets: { atRestKey } } = services
  if (!await useCode(system, atRestKey, account.id, code, origin.now))
    await refuseCode(services, account, origin)
}

/** A code that was mailed for this use. Errors: WRONG_CODE. */
export async function requireMailedCode(services: Services, account: Account, use: CodeUse, code: string, origin: Origin): Promise<void> {
  const taken = await takeMailedCode(services, account, use, code, origin.now)
  if (!taken || !await noteMailbox(services.database.system, account.id, origin.now))
    await refuseCode(services, account, origin)
}

/** A wrong code stands in the person's logs. Errors: WRONG_CODE. */
export async function refuseCode({ database: { system }, appender }: Services, account: Account, origin: Origin): Promise<never> {
  await recordAccountEvent({ system, appender, account, ...origin }, 'User_FailedLogIn2fa', { device: origin.device.name })
  throw new Refused('WRONG_CODE')
}

/**
 * That a key of the account signed this challenge, which is taken by now. One whose counter fell is a copy, or has one.
 * @param challenge undefined: there is none that waits
 * Errors: SECURITY_KEY_REFUSED, BAD_USER_INPUT.
 */
export async function requireSecurityKey(
  services: Services,
  account: Account,
  challenge: string | undefined,
  answer: KeyAnswer,
  origin: Origin,
): Promise<void> {
  const { database: { system }, config, appender } = services
  const signed = requireBounded(answer)
  const { now } = origin
  const use = challenge === undefined
    ? { outcome: 'REFUSED' } as const
    : await useSecurityKey(system, siteOf(config.origin), { accountId: account.id, challenge, answer: signed, now })
  if (use.outcome === 'TAKEN')
    return
  const logged = { system, appender, account, ...origin }
  if (use.outcome === 'COUNTER_FELL')
    await tellOfCopy(services, account, use, origin)
  else
    await recordAccountEvent(logged, 'User_FailedLogIn2fa', { device: origin.device.name })
  throw new Refused('SECURITY_KEY_REFUSED')
}

/** It stands in the person's logs each time, and they are mailed once a day. */
async function tellOfCopy(services: Services, account: Account, { id, name }: { id: string, name: string }, origin: Origin): Promise<void> {
  const { device, now } = origin
  await changeWithEvent(services, origin, async db => ({
    account,
    name: 'User_SecurityKeyCounterFell',
    details: { key: name, device: device.name },
    mail: await mayTellOfCopy(db, account.id, id, now)
      ? keyCopiedMail({ to: account.email, link: services.config.origin, device, now }, name)
      : [],
  }))
}
