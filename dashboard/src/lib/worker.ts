import type { Remote } from 'comlink'
import { wrap } from 'comlink'
import { Refusal } from './refusal.js'
import './worker-errors.js'

/** A worker of ours. Every call has an end: it fails with the worker, or when that is ended. */
export interface Work<Api> {
  run: <T>(task: (api: Remote<Api>) => Promise<T>) => Promise<T>
  /** Ends it at once, with all that it keeps in memory. */
  end: () => void
}

interface ScriptPolicy { createScriptURL: (url: string) => string }
interface TrustedTypes { createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy }

/** The page's policy lets workers start from the addresses of this build alone; browsers without trusted types know no such policy. */
const policy: ScriptPolicy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('worker', { createScriptURL: ours })
  ?? { createScriptURL: ours }

function ours(url: string): string {
  if (new URL(url, location.href).origin !== location.origin)
    throw new TypeError('a worker of another origin')
  return url
}

/** @param url what `import url from './some.worker.ts?worker&url'` gives */
export function startWorker<Api>(url: string): Work<Api> {
  const worker = new Worker(policy.createScriptURL(url), { type: 'module' })
  const api = wrap<Api>(worker)
  const over = Promise.withResolvers<never>()
  worker.addEventListener('error', () => over.reject(Refusal.local('UNREACHABLE')))
  return {
    run: task => Promise.race([task(api), over.promise]),
    end() {
      worker.terminate()
      over.promise.catch(() => {}) // nobody may be waiting
      over.reject(Refusal.local('LOCKED'))
    },
  }
}
