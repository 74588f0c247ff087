import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import type { InjectionKey, Ref } from 'vue'
import type { scoreOf } from './strength.js'
import { lacksOf, strictestOf } from '@wardroom/schema/master-password-rules'
import { readonly, ref } from 'vue'
import { required } from '../lib/inject.js'
import { startWorker } from '../lib/worker.js'
import strengthWorker from './strength.worker.ts?worker&url'

/** Whether the master password that was typed last is less than a client of the person asks at sign-in. Only their browser can tell. */
export interface WeakPassword {
  is: Readonly<Ref<boolean>>
  /** @param context what somebody who guesses knows */
  judge: (password: string, rules: MasterPasswordRules | null | undefined, context: readonly string[]) => Promise<void>
  /** Another was chosen, or the session is over. */
  over: () => void
}

export const weakPasswordKey: InjectionKey<WeakPassword> = Symbol('weak password')
export const useWeakPassword = (): WeakPassword => required(weakPasswordKey)

export function createWeakPassword(): WeakPassword {
  const is = ref(false)
  return {
    is: readonly(is),
    async judge(password, rules, context) {
      is.value = false
      if (!rules?.enforceOnLogin)
        return
      const asked = strictestOf([rules])
      const worker = startWorker<{ scoreOf: typeof scoreOf }>(strengthWorker)
      // What cannot be judged here is judged at the next sign-in.
      const score = await worker.run(({ scoreOf }) => scoreOf(password, context)).catch(() => null).finally(() => worker.end())
      is.value = score !== null && lacksOf(password, score, asked).length > 0
    },
    over: () => void (is.value = false),
  }
}
