/** What a client asks of its people's master passwords. */
export interface MasterPasswordRules {
  /** 0 to 4, as zxcvbn estimates. */
  minComplexity: number
  /** In characters (code points). */
  minLength: number
  requireLower: boolean
  requireUpper: boolean
  requireNumbers: boolean
  requireSpecial: boolean
  /** Whether the password that somebody signs in with is held to them, too. */
  enforceOnLogin: boolean
}

/** What every master password has here, whatever clients ask. */
export const leastRules: MasterPasswordRules = {
  minComplexity: 3,
  minLength: 12,
  requireLower: false,
  requireUpper: false,
  requireNumbers: false,
  requireSpecial: false,
  enforceOnLogin: false,
}

export const maxMasterPasswordLength = 128
const maxComplexity = 4

/** A browser has its rules from a server: what is no number asks for nothing, and what nobody can meet for as much as can be met. */
function larger(one: number, other: number, most: number): number {
  return Number.isFinite(other) ? Math.min(Math.max(one, other), most) : one
}

/** The strictest of each of them: somebody may belong to several clients. */
export function strictestOf(all: readonly MasterPasswordRules[]): MasterPasswordRules {
  return all.reduce((one, other) => ({
    minComplexity: larger(one.minComplexity, other.minComplexity, maxComplexity),
    minLength: larger(one.minLength, other.minLength, maxMasterPasswordLength),
    requireLower: one.requireLower || other.requireLower,
    requireUpper: one.requireUpper || other.requireUpper,
    requireNumbers: one.requireNumbers || other.requireNumbers,
    requireSpecial: one.requireSpecial || other.requireSpecial,
    enforceOnLogin: one.enforceOnLogin || other.enforceOnLogin,
  }), leastRules)
}

const signs = { requireLower: /\p{Ll}/u, requireUpper: /\p{Lu}/u, requireNumbers: /\p{Nd}/u, requireSpecial: /[^\p{L}\p{N}\s]/u } as const

export type PasswordLack = 'minLength' | 'minComplexity' | keyof typeof signs

/**
 * What a password lacks, in the order in which it is said.
 * @param score how hard it is to guess, 0 to 4
 */
export function lacksOf(password: string, score: number, rules: MasterPasswordRules): PasswordLack[] {
  const kinds = Object.entries(signs) as Array<[keyof typeof signs, RegExp]>
  return [
    ...[...password].length < rules.minLength ? ['minLength' as const] : [],
    ...kinds.filter(([kind, sign]) => rules[kind] && !sign.test(password)).map(([kind]) => kind),
    ...score < rules.minComplexity ? ['minComplexity' as const] : [],
  ]
}
