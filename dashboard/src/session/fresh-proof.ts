import type { ProofPurpose } from '@wardroom/schema/permissions'
import type { InjectionKey } from 'vue'
import type { Asking } from '../lib/asking.js'
import { proofPurposes } from '@wardroom/schema/permissions'
import { required } from '../lib/inject.js'

/** A deed that waits for a fresh proof that it is the person who does it: a dialog asks for it, and the deed goes on. */
export type FreshProof = Asking<ProofPurpose, true>

export const freshProofKey: InjectionKey<FreshProof> = Symbol('fresh proof')
export const useFreshProof = (): FreshProof => required(freshProofKey)

/** Which purpose a `REAUTH_REQUIRED` names; null for one that this page does not know. */
export function purposeOf(facts: Readonly<Record<string, unknown>>): ProofPurpose | null {
  return proofPurposes.find(purpose => purpose === facts.purpose) ?? null
}
