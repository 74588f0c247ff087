/** Second factors beside the master password, the strongest first: in this order they are offered. */
export const twoStepKinds = ['WEBAUTHN', 'AUTHENTICATOR', 'EMAIL'] as const
export type TwoStepKind = typeof twoStepKinds[number]

/** What a second factor withstands, the strongest first. */
export const twoStepClasses = ['PHISHING_RESISTANT', 'ONE_TIME_CODE', 'MAILBOX'] as const
export type TwoStepClass = typeof twoStepClasses[number]

const classes: Readonly<Record<TwoStepKind, TwoStepClass>> = {
  WEBAUTHN: 'PHISHING_RESISTANT',
  AUTHENTICATOR: 'ONE_TIME_CODE',
  EMAIL: 'MAILBOX',
}

export function classOf(kind: TwoStepKind): TwoStepClass {
  return classes[kind]
}

/** Each kind once, in the order in which they are offered. */
export function strongestFirst(kinds: readonly string[]): TwoStepKind[] {
  return twoStepKinds.filter(kind => kinds.includes(kind))
}
