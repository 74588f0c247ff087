import type { InjectionKey, Ref, ShallowRef } from 'vue'
import type { LocalCode } from '../lib/refusal.js'
import type { Raised } from './alarm.js'
import type { Grant, Opened, SessionAccount } from './auth-api.js'
import type { SecondStepAsking } from './second-step.js'
import { readEmail } from '@wardroom/schema/text'
import { readonly, ref, shallowRef } from 'vue'
import { required } from '../lib/inject.js'
import { asRefusal, Refusal } from '../lib/refusal.js'
import { createAlarm } from './alarm.js'
import { alone } from './alone.js'
import { closeSession, openSession, refreshSession } from './auth-api.js'
import { addressNow } from './moved-address.js'

type SessionState = 'unknown' | 'signed-in' | 'signed-out'

/** What the person has done here that ended all their sessions. */
type Farewell = 'KEYS_ROTATED'

interface SessionEnd { idleAt: number, expiresAt: number }

/**
 * What one tab tells the others: that it signed out, at what it caught the server, that this is over since somebody signed in, or when the
 * session of an account ends and by which address it goes, as it was typed there, and went before. Whose account it is the server says,
 * so that it is nothing to a tab of another address.
 */
type Word = 'closed' | Raised | { calm: Raised } | { account: string, email: string, formerly: string, end: SessionEnd | null }

export interface Session {
  state: Readonly<Ref<SessionState>>
  /** Who the server says is signed in. */
  account: Readonly<ShallowRef<SessionAccount | null>>
  /** The address as the person typed it when the session began in this browser; null where there is no session. No word of the server. */
  email: Readonly<ShallowRef<string | null>>
  /** The master password is a temporary one: nothing is allowed but to choose one's own. */
  mustChangePassword: Readonly<Ref<boolean>>
  /** The session ended (expired, revoked, signed out in another tab) without the person doing so in this tab. */
  endedElsewhere: Readonly<Ref<boolean>>
  /** When the session ends, in milliseconds since 1970: unless it is refreshed before, and in any case. */
  end: Readonly<ShallowRef<SessionEnd | null>>
  /**
   * Signs in with the master password *hash*, and a second step where the account has one; answers the sealed keys, so that the caller may
   * unlock them.
   * @param email as `readEmail` gives it
   * @throws Refusal, `EMAIL_REPLACED` where the server signs somebody else in, `SECOND_STEP_DECLINED`
   */
  open: (email: string, masterPasswordHash: string) => Promise<Pick<Opened, 'keys' | 'passwordRules'>>
  /** A usable access token, refreshed when it is about to end; null when there is no session. */
  token: () => Promise<string | null>
  /**
   * Takes a new access token; false when the session is over.
   * @throws Refusal where the server could not answer, which leaves the session as it is
   */
  refresh: () => Promise<boolean>
  /** Signs out: here at once, then at the server. @param why what is said until the next sign-in */
  close: (why?: Farewell) => Promise<void>
  /** Why this tab closed the last session, where it is to be said; until the next sign-in. */
  farewell: Readonly<ShallowRef<Farewell | null>>
  /** The last session was closed here, and the server could not be told; until the next sign-in. */
  untold: Readonly<Ref<boolean>>
  /** Why this browser ended the last session by itself: what the server said cannot be true. */
  alarm: Readonly<ShallowRef<Refusal | null>>
  /** Ends the session because the server was caught at something, which stands on every page until the next sign-in. */
  abort: (why: Refusal) => Promise<void>
  /** Called whenever a session ends, for whatever reason: wipe what belongs to it. `another` person's may begin in its place. */
  onEnd: (wipe: (another: boolean) => void) => void
}

export const sessionKey: InjectionKey<Session> = Symbol('session')
export const useSession = (): Session => required(sessionKey)

/** Milliseconds before its end at which a token is no longer used for a new request. */
const refreshMargin = 20_000

/** Transient failures: none of these means that the session is over. */
const transientErrors = new Set(['UNREACHABLE', 'UNAVAILABLE', 'TOO_MANY_REQUESTS', 'INTERNAL'])

/** Under which address the browser's session began, as it was typed, while a refresh cookie may exist: without it nothing is refreshed. */
const sessionKept = 'wardroom.session'

/** The session of this tab. The access token lives in this closure only; the refresh cookie is out of reach of scripts. */
export function createSession(secondStep: SecondStepAsking): Session {
  const state = ref<SessionState>('unknown')
  const account = shallowRef<SessionAccount | null>(null)
  const email = shallowRef<string | null>(null)
  const mustChangePassword = ref(false)
  const endedElsewhere = ref(false)
  const untold = ref(false)
  const farewell = shallowRef<Farewell | null>(null)
  const sessionEnd = shallowRef<SessionEnd | null>(null)
  const alarm = createAlarm()
  const wipes: ((another: boolean) => void)[] = []
  const tabs = new BroadcastChannel('wardroom-session')
  let accessToken: string | null = null
  let usableUntil = 0
  let refreshing: Promise<boolean> | null = null
  /** Changes whenever a session begins by password or ends: what was asked before belongs to one that is over. */
  let generation = 0

  /** @param formerly the address it went by before. @throws TypeError where the grant is none; then nothing of it is taken */
  function take(grant: Grant, typed: string, formerly: string): void {
    const life = Date.parse(grant.expiresAt) - Date.now()
    const [idleAt, expiresAt] = [Date.parse(grant.session.idleAt), Date.parse(grant.session.expiresAt)]
    accessToken = grant.accessToken
    // A clock that is far off must not make every request refresh first; then the server's answer decides.
    usableUntil = life > refreshMargin ? Date.now() + life - refreshMargin : Number.POSITIVE_INFINITY
    account.value = grant.account
    email.value = typed
    mustChangePassword.value = grant.mustChangePassword === true
    sessionEnd.value = idleAt > Date.now() ? { idleAt, expiresAt } : null
    // The tabs share the session: what one of them did counts for all.
    tabs.postMessage({ account: grant.account.id, email: typed, formerly, end: sessionEnd.value } satisfies Word)
    endedElsewhere.value = false
    untold.value = false
    farewell.value = null
    state.value = 'signed-in'
    localStorage.setItem(sessionKept, typed)
  }

  function end(elsewhere: boolean, another = false): void {
    // First, so that no page of another person is made of what belongs to this one.
    for (const wipe of wipes)
      wipe(another)
    endedElsewhere.value = elsewhere && state.value === 'signed-in'
    generation++
    refreshing = null
    accessToken = null
    state.value = 'signed-out'
    account.value = null
    email.value = null
    sessionEnd.value = null
  }

  /** Whether somebody is signed in here who is not the one who signs in now, by what was typed or by what the server says. */
  function isOfAnother(typed: string, { id }: SessionAccount): boolean {
    return account.value !== null && (account.value.id !== id || email.value !== typed)
  }

  function emailKept(): string | null {
    return readEmail(localStorage.getItem(sessionKept) ?? '')
  }

  async function renew(): Promise<boolean> {
    if (emailKept() === null) {
      end(true)
      return false
    }
    const asked = generation
    try {
      const grant = await alone(refreshSession)
      // Who signed out, or was, meanwhile is out, whenever the server answers.
      if (asked !== generation)
        return state.value === 'signed-in'
      const kept = emailKept()
      const typed = kept && addressNow(kept, grant.account.email)
      if (email.value !== null && email.value === kept)
        email.value = typed
      if (typed !== null && typed !== grant.account.email) {
        void abort(Refusal.local('EMAIL_REPLACED'))
        return false
      }
      // The browser's session is somebody else's, who signed in while this tab slept: it is not this tab's to take.
      if (kept === null || typed === null || isOfAnother(typed, grant.account)) {
        end(true)
        return false
      }
      take(grant, typed, kept)
      return true
    }
    catch (error) {
      if (asked !== generation)
        return state.value === 'signed-in'
      // A server that could not answer, or a page that is being left, says nothing about the session.
      if (transientErrors.has(asRefusal(error).code))
        throw error
      localStorage.removeItem(sessionKept)
      end(true)
      return false
    }
  }

  /** Whoever is out comes in by password only. */
  function refresh(): Promise<boolean> {
    if (state.value === 'signed-out')
      return Promise.resolve(false)
    if (refreshing)
      return refreshing
    const renewal = renew().finally(() => {
      if (refreshing === renewal)
        refreshing = null
    })
    refreshing = renewal
    return renewal
  }

  /** Whether and when the server ends it, too: here it is over at once. */
  function close(word: Word = 'closed'): Promise<void> {
    tabs.postMessage(word)
    localStorage.removeItem(sessionKept)
    end(false)
    const telling = closeSession()
    // Sent at once. Its answer takes the cookie away, which must not be that of the next session, whichever tab begins it.
    void alone(() => telling.catch(() => {}))
    return telling.then(() => {}, () => {
      untold.value = state.value === 'signed-out'
    })
  }

  /** @param of whose session it is, by the address as it was typed */
  async function abort(why: Refusal, of = email.value ?? emailKept()): Promise<void> {
    const raised = { alarm: why.code as LocalCode, of }
    alarm.raise(raised, why)
    await close(raised)
  }

  tabs.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data === 'closed' || 'alarm' in data) {
      if (data !== 'closed')
        alarm.raise(data)
      if (state.value !== 'signed-out')
        end(true)
    }
    else if ('calm' in data) {
      alarm.calmBeside(data.calm)
    }
    else if (data.account === account.value?.id && (email.value === data.email || email.value === data.formerly)) {
      sessionEnd.value = data.end
      email.value = data.email
    }
  }

  return {
    state: readonly(state),
    account,
    email,
    mustChangePassword: readonly(mustChangePassword),
    endedElsewhere: readonly(endedElsewhere),
    end: sessionEnd,
    async open(typed, masterPasswordHash) {
      const asked = generation
      const opened = await alone(() => openSession(typed, masterPasswordHash))
      const granted = 'secondStep' in opened ? await secondStep.ask(opened.secondStep) : opened
      if (granted === null)
        throw Refusal.local('SECOND_STEP_DECLINED')
      const { keys, passwordRules, ...grant } = granted
      if (asked !== generation)
        throw Refusal.local('SESSION_ENDED')
      if (grant.account.email !== typed) {
        const refusal = Refusal.local('EMAIL_REPLACED')
        await abort(refusal, typed)
        throw refusal
      }
      addressNow(typed, typed)
      if (isOfAnother(typed, grant.account))
        end(false, true)
      generation++
      take(grant, typed, typed)
      for (const over of alarm.calm().filter(({ of }) => of === typed))
        tabs.postMessage({ calm: over } satisfies Word)
      return { keys, passwordRules: passwordRules ?? null }
    },
    async token() {
      if (accessToken !== null && Date.now() > usableUntil)
        await refresh().catch(() => false)
      return accessToken
    },
    refresh,
    async close(why) {
      farewell.value = why ?? null
      await close()
    },
    farewell,
    untold: readonly(untold),
    alarm: alarm.current,
    abort: why => abort(why),
    onEnd: wipe => void wipes.push(wipe),
  }
}
