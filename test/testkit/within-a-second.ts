import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks until the answer is no longer `before`, and at most until a question that was put a second later: that one's answer counts,
 * however long a busy machine takes for it.
 */
export async function withinASecond<Answer>(ask: () => Promise<Answer>, before: Answer): Promise<Answer> {
  const due = performance.now() + 1_000
  for (;;) {
    const last = performance.now() >= due
    const answer = await ask()
    if (last || answer !== before)
      return answer
    await sleep(50)
  }
}
