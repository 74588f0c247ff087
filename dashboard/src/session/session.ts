import type { InjectionKey, Ref, ShallowRef } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import type { Grant, SealedKeys, SessionAccount } from './auth-api.js'
import { readonly, ref, shallowRef } from 'vue'
import { required } from '../lib/inject.js'
import { asRefusal } from '../lib/refusal.js'
import { answerLimit } from '../lib/timed-fetch.js'
import { closeSession, openSession, refreshSession } from './auth-api.js'

type SessionState = 'unknown' | 'signed-in' | 'signed-out'

interface SessionEnd { idleAt: number, expiresAt: number }

export interface Session {
  state: Readonly<Ref<SessionState>>
  account: Readonly<ShallowRef<SessionAccount | null>>
  /** The session ended (expired, revoked, signed out in another tab) without the person doing so in this tab. */
  endedElsewhere: Readonly<Ref<boolean>>
  /** When the session ends, in milliseconds since 1970: unless it is refreshed before, and in any case. */
  end: Readonly<ShallowRef<SessionEnd | null>>
  /** Signs in with the master password *hash*; answers the sealed keys, so that the caller may unlock them. */
  open: (email: string, masterPasswordHash: string) => Promise<SealedKeys>
  /** A usable access token, refreshed when it is about to end; null when there is no session. */
  token: () => Promise<string | null>
  /**
   * Takes a new access token; false when the session is over.
   * @throws Refusal where the server could not answer, which leaves the session as it is
   */
  refresh: () => Promise<boolean>
  close: () => Promise<void>
  /** Why this browser ended the last session by itself: what the server said cannot be true. */
  alarm: Readonly<ShallowRef<Refusal | null>>
  /** Ends the session because the server was caught at something; the sign-in page says at what. */
  abort: (why: Refusal) => Promise<void>
  /** Called whenever a session ends, for whatever reason: wipe what belongs to it. */
  onEnd: (wipe: () => void) => void
}

export const sessionKey: InjectionKey<Session> = Symbol('session')
export const useSession = (): Session => required(sessionKey)

/** Milliseconds before its end at which a token is no longer used for a new request. */
const refreshMargin = 20_000

/** Transient failures: none of these means that the session is over. */
const transientErrors = new Set(['UNREACHABLE', 'UNAVAILABLE', 'TOO_MANY_REQUESTS', 'INTERNAL'])

/** Set while a refresh cookie may exist; without it there is nothing to refresh. */
const hadSessionKey = 'wardroom.session'

/** The session of this tab. The access token lives in this closure only; the refresh cookie is out of reach of scripts. */
export function createSession(): Session {
  const state = ref<SessionState>('unknown')
  const account = shallowRef<SessionAccount | null>(null)
  const endedElsewhere = ref(false)
  const sessionEnd = shallowRef<SessionEnd | null>(null)
  const alarm = shallowRef<Refusal | null>(null)
  const wipes: (() => void)[] = []
  const tabs = new BroadcastChannel('wardroom-session')
  let accessToken: string | null = null
  let usableUntil = 0
  let refreshing: Promise<boolean> | null = null

  function take(grant: Grant): void {
    const life = Date.parse(grant.expiresAt) - Date.now()
    accessToken = grant.accessToken
    // A clock that is far off must not make every request refresh first; then the server's answer decides.
    usableUntil = life > refreshMargin ? Date.now() + life - refreshMargin : Number.POSITIVE_INFINITY
    account.value = grant.account
    const [idleAt, expiresAt] = [Date.parse(grant.session.idleAt), Date.parse(grant.session.expiresAt)]
    sessionEnd.value = idleAt > Date.now() ? { idleAt, expiresAt } : null
    // The tabs share the session: what one of them did counts for all.
    tabs.postMessage(sessionEnd.value)
    endedElsewhere.value = false
    alarm.value = null
    state.value = 'signed-in'
    localStorage.setItem(hadSessionKey, '1')
  }

  function end(elsewhere: boolean): void {
    endedElsewhere.value = elsewhere && state.value === 'signed-in'
    accessToken = null
    state.value = 'signed-out'
    account.value = null
    sessionEnd.value = null
    for (const wipe of wipes)
      wipe()
  }

  async function renew(): Promise<boolean> {
    if (localStorage.getItem(hadSessionKey) === null) {
      end(true)
      return false
    }
    const own = account.value
    try {
      // One tab at a time: the cookie changes at each use, and using an old one ends the session. Waiting for the others has an end, too.
      const grant = await navigator.locks.request('wardroom-refresh', { signal: AbortSignal.timeout(answerLimit) }, refreshSession)
      // The browser's session is somebody else's, who signed in while this tab slept: it is not this tab's to take.
      if (own !== null && grant.account.id !== own.id) {
        end(true)
        return false
      }
      take(grant)
      return true
    }
    catch (error) {
      // A server that could not answer, or a page that is being left, says nothing about the session.
      if (transientErrors.has(asRefusal(error).code))
        throw error
      localStorage.removeItem(hadSessionKey)
      end(true)
      return false
    }
  }

  function refresh(): Promise<boolean> {
    refreshing ??= renew().finally(() => refreshing = null)
    return refreshing
  }

  async function close(): Promise<void> {
    tabs.postMessage('closed')
    await closeSession().finally(() => {
      localStorage.removeItem(hadSessionKey)
      end(false)
    })
  }

  tabs.onmessage = ({ data }) => {
    if (data === 'closed' && state.value === 'signed-in')
      end(true)
    else if (data !== 'closed' && state.value === 'signed-in')
      sessionEnd.value = data
  }

  return {
    state: readonly(state),
    account,
    endedElsewhere: readonly(endedElsewhere),
    end: sessionEnd,
    async open(email, masterPasswordHash) {
      const { keys, ...grant } = await openSession(email, masterPasswordHash)
      take(grant)
      return keys
    },
    async token() {
      if (accessToken !== null && Date.now() > usableUntil)
        await refresh().catch(() => false)
      return accessToken
    },
    refresh,
    close,
    alarm,
    async abort(why) {
      alarm.value = why
      // Whether the server ends it or not: here it is over, and the alarm is what counts.
      await close().catch(() => {})
    },
    onEnd: wipe => void wipes.push(wipe),
  }
}
