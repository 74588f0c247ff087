/** Why a sealed value stays shut. For logs and tests; a person is told one thing, "cannot decrypt". */
export type CannotOpenCode = 'malformed' | 'unsupported-type' | 'wrong-key-type' | 'integrity' | 'replaced'

/** The one error of every failed opening, so that padding and MAC failures look alike. Carries neither text nor key. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'

  constructor(readonly code: CannotOpenCode) {
    super('cannot decrypt')
  }
}

/** Throws it, also as the handler of a rejected promise. */
export function refuse(code: CannotOpenCode): never {
  throw new CannotOpen(code)
}
