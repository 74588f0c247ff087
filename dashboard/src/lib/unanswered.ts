import type { InjectionKey } from 'vue'
import { refreshLimit, timedFetch } from './timed-fetch.js'

/** What was asked in vain. It is asked again when the server is heard, and not before: one that struggles is not asked more. */
export interface Unanswered {
  /** Keeps a question until the server is heard; the same one counts once. */
  keep: (ask: () => unknown) => void
  drop: (ask: () => unknown) => void
  /** The server was heard: it answered something, or its feed brought a batch. */
  heard: () => void
}

export const unansweredKey: InjectionKey<Unanswered> = Symbol('unanswered')

/** Milliseconds between two rounds at least: questions that fail again wait for another sign of life, which may come at once. */
const roundPause = 2_000
/** Milliseconds until one listens for the server by oneself, a quarter more or less so that screens do not ask as one. */
const listenPause = 4_000

export function createUnanswered(ready = serverReady): Unanswered {
  const questions = new Set<() => unknown>()
  let lastRound = Number.NEGATIVE_INFINITY
  let round: ReturnType<typeof setTimeout> | undefined
  let listening = false

  function askAll(): void {
    round = undefined
    lastRound = performance.now()
    const asked = [...questions]
    questions.clear()
    for (const ask of asked)
      ask()
  }

  function heard(): void {
    if (questions.size > 0)
      round ??= setTimeout(askAll, Math.max(0, lastRound + roundPause - performance.now()))
  }

  /** Where no feed runs, nothing else would be heard. */
  async function listen(): Promise<void> {
    if (listening)
      return
    listening = true
    while (questions.size > 0) {
      await new Promise(resolve => setTimeout(resolve, listenPause * (0.75 + Math.random() / 2)))
      if (questions.size > 0 && await ready())
        heard()
    }
    listening = false
  }

  return {
    keep(ask) {
      questions.add(ask)
      void listen()
    },
    drop: ask => void questions.delete(ask),
    heard,
  }
}

/** Whether the server would answer, in a question that costs it nothing. */
export function serverReady(): Promise<boolean> {
  return timedFetch('/readyz', {}, refreshLimit).then(({ ok }) => ok, () => false)
}
