import { Refused } from '../lib/refused.js'
import type { KeyAnswer } from '../second-factor/webauthn.js'
import { codeMethods } from './second-step.js'
import type { SecondStepAnswer } from './second-step.js'

const [textLimit, keyLimit] = [1_000, 4_096]

/** Errors: BAD_USER_INPUT. */
export function readAnswer(body: unknown): SecondStepAnswer {
  const token = textOf(body, 'token') // first: where there is no body at all, it says so
  return { token, factor: readFactor(body), remember: (body as { remember?: unknown }).remember === true }
}

/** Errors: BAD_USER_INPUT. */
export function textOf(body: unknown, field: string, limit = textLimit): string {
  const value = (body as Record<string, unknown> | null)?.[field]
  if (typeof value !== 'string' || value.length > limit)
    throw new Refused('BAD_USER_INPUT', `The body must be JSON with a text "${field}".`, { field })
  return value
}

function readFactor(body: unknown): SecondStepAnswer['factor'] {
  const asked = textOf(body, 'method')
  if (asked === 'WEBAUTHN')
    return { method: asked, securityKey: readKeyAnswer((body as { securityKey?: unknown }).securityKey) }
  const method = codeMethods.find(name => name === asked)
  if (!method)
    throw new Refused('BAD_USER_INPUT', `method must be one of WEBAUTHN, ${codeMethods.join(', ')}.`, { field: 'method' })
  return { method, code: textOf(body, 'code') }
}

function readKeyAnswer(value: unknown): KeyAnswer {
  return {
    credentialId: textOf(value, 'credentialId', keyLimit),
    clientData: textOf(value, 'clientData', keyLimit),
    authenticatorData: textOf(value, 'authenticatorData', keyLimit),
    signature: textOf(value, 'signature', keyLimit),
  }
}
