import type { MasterPasswordRules, PasswordLack } from '@wardroom/schema/master-password-rules'
import type { Ref } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import type { Work } from '../lib/worker.js'
import type { Score, scoreOf } from './strength.js'
import { lacksOf } from '@wardroom/schema/master-password-rules'
import { changesUnderNormalisation } from '@wardroom/schema/sealing/master-key'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { asRefusal } from '../lib/refusal.js'
import { startWorker } from '../lib/worker.js'
import strengthWorker from './strength.worker.ts?worker&url'

export interface Strength {
  /** Null while it is being judged. */
  score: Score | null
  /** Why it could not be judged; the next character tries again. */
  refusal: Refusal | null
  /** What it does not meet, but for how hard it is to guess, which may not be known yet. */
  lacks: PasswordLack[]
  /** Another keyboard may type the same characters as other bytes and lock the person out. */
  dependsOnKeyboard: boolean
  /** May be taken as a master password. */
  acceptable: boolean
}

/** Judges a new master password while it is typed: always the newest text, one at a time. */
export function useStrength(
  password: () => string,
  context: () => readonly string[],
  rules: () => MasterPasswordRules,
): Readonly<Ref<Strength>> {
  const question = computed(() => JSON.stringify([password(), ...context()]))
  const judged = shallowRef<{ question: string, score: Score | null, refusal: Refusal | null }>()
  let worker: Work<{ scoreOf: typeof scoreOf }> | null = null
  let busy = false
  onScopeDispose(() => worker?.end())

  async function judge(): Promise<void> {
    if (busy || password() === '')
      return
    busy = true
    const asked = question.value
    worker ??= startWorker(strengthWorker)
    judged.value = await worker.run(({ scoreOf }) => scoreOf(password(), context())).then(
      score => ({ question: asked, score, refusal: null }),
      (error: unknown) => ({ question: asked, score: null, refusal: asRefusal(error) }),
    )
    busy = false
    if (judged.value.refusal) {
      worker.end()
      worker = null
    }
    if (asked !== question.value)
      await judge()
  }
  watch(question, () => void judge())

  return computed(() => {
    const { score, refusal } = judged.value?.question === question.value ? judged.value : { score: null, refusal: null }
    return {
      score,
      refusal,
      lacks: lacksOf(password(), 4, rules()),
      dependsOnKeyboard: changesUnderNormalisation(password()),
      acceptable: score !== null && lacksOf(password(), score, rules()).length === 0,
    }
  })
}
