import type { InjectionKey } from 'vue'
import type { Asking } from '../lib/asking.js'
import type { Opened, SecondStep } from './auth-api.js'
import { required } from '../lib/inject.js'

/** The second step of a sign-in that waits for the person: a dialog of the shell asks for the code, wherever the sign-in began. */
export type SecondStepAsking = Asking<SecondStep, Opened>

export const secondStepKey: InjectionKey<SecondStepAsking> = Symbol('second step')
export const useSecondStep = (): SecondStepAsking => required(secondStepKey)
