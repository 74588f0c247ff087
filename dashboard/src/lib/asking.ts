import type { ShallowRef } from 'vue'
import { shallowReadonly, shallowRef } from 'vue'

/** A question that work puts to the person, and that a dialog answers: the work goes on, or is refused, from there. */
export interface Asking<Question, Answer> {
  /** What is asked now; a dialog is open while it is not null. */
  question: Readonly<ShallowRef<Question | null>>
  /** Waits for the answer; null where the person declines. A question that is still open is declined by the next. */
  ask: (question: Question) => Promise<Answer | null>
  /** @param answer null: declined */
  settle: (answer: Answer | null) => void
}

export function createAsking<Question, Answer>(): Asking<Question, Answer> {
  const question = shallowRef<Question | null>(null)
  let resolve: ((answer: Answer | null) => void) | null = null

  function settle(answer: Answer | null): void {
    const waiting = resolve
    resolve = null
    question.value = null
    waiting?.(answer)
  }

  return {
    question: shallowReadonly(question),
    settle,
    ask(asked) {
      settle(null)
      question.value = asked
      return new Promise(done => resolve = done)
    },
  }
}
