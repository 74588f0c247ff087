import type { InjectionKey, ShallowRef } from 'vue'
import { onScopeDispose, shallowRef } from 'vue'
import { required } from './inject.js'

/** What was typed and would be lost without a question. */
export interface Unsaved {
  /** Waits for the answer whether it may be lost. */
  question: Readonly<ShallowRef<((lose: boolean) => void) | null>>
  /** Counts as something to lose while `dirty` says so and the component is there. */
  watch: (dirty: () => boolean) => void
  any: () => boolean
  /** Asks the reader; true when it may be lost. */
  ask: () => Promise<boolean>
  /** The session ended under somebody's hands: until they sign in again, what they typed is kept in memory. */
  suspend: (accountId: string) => void
  /** Somebody signed in; drafts of anybody else are forgotten. */
  resume: (accountId: string) => void
  /** Keeps values under a name when the session has ended, and does nothing else. */
  keepDraft: (name: string, values: object) => void
  takeDraft: (name: string) => object | undefined
}

export const unsavedKey: InjectionKey<Unsaved> = Symbol('unsaved')
export const useUnsaved = (): Unsaved => required(unsavedKey)

export function createUnsaved(): Unsaved {
  const question = shallowRef<((lose: boolean) => void) | null>(null)
  const watched = new Set<() => boolean>()
  const drafts = new Map<string, object>()
  let owner: string | null = null
  let suspended = false
  const any = (): boolean => [...watched].some(dirty => dirty())
  addEventListener('beforeunload', (event) => {
    if (any())
      event.preventDefault()
  })
  return {
    question,
    watch(dirty) {
      watched.add(dirty)
      onScopeDispose(() => watched.delete(dirty))
    },
    any,
    ask() {
      question.value?.(false)
      return new Promise<boolean>((resolve) => {
        question.value = (lose) => {
          question.value = null
          resolve(lose)
        }
      })
    },
    suspend(accountId) {
      question.value?.(true)
      drafts.clear()
      owner = accountId
      suspended = true
    },
    resume(accountId) {
      suspended = false
      if (accountId !== owner)
        drafts.clear()
    },
    keepDraft(name, values) {
      if (suspended)
        drafts.set(name, { ...values })
    },
    takeDraft(name) {
      const draft = drafts.get(name)
      drafts.delete(name)
      return draft
    },
  }
}
