import { isMasterPasswordHash } from '@wardroom/schema/sealing/shape'
import type {} from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '../lib/refused.js'
import type { Services } from '../request/services.js'
import { deviceOf } from '../access/device.js'
import { sendHint } from './password-hint.js'
import { prelogin, refresh, signIn, signOut } from './sign-in.js'
import type { Opened, SignedIn, SignInOrigin } from './begin-session.js'
import { readAnswer, textOf } from './second-step-answer.js'
import { challengeAtSecondStep, mailAtSecondStep, takeSecondStep } from './second-step.js'

/** The prefix makes browsers insist on HTTPS (or localhost), on this very host and on the path `/`. */
const cookie = '__Host-wardroom-refresh'
/** What a device has that needs no second step; it stays when the person signs out. */
const deviceCookie = '__Host-wardroom-device'
/** What a browser is known by to those who sign in with it; it stays, too, and opens nothing. */
const browserCookie = '__Host-wardroom-browser'
const cookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const

/** Sign-in lives outside GraphQL: a document cannot try a hundred passwords by alias, and no cookie ever authenticates a query. */
export function authRoutes(app: FastifyInstance, services: Services): void {
  const now = services.clock

  app.addHook('onRequest', async (request) => {
    // The matched route, not the raw URL: /%61uth leads here too.
    if (request.routeOptions.url?.startsWith('/auth/'))
      refuseForeignSite(request)
  })

  app.post('/auth/prelogin', request => prelogin(services, textOf(request.body, 'email'), deviceOf(request)))

  app.post('/auth/sign-in', async (request, reply) => {
    const proof = { email: textOf(request.body, 'email'), masterPasswordHash: textOf(request.body, 'masterPasswordHash') }
    if (!isMasterPasswordHash(proof.masterPasswordHash))
      throw new Refused('BAD_USER_INPUT', 'masterPasswordHash must be 32 bytes in base64; passwords themselves are never sent.', { field: 'masterPasswordHash' })
    const outcome = await signIn(services, { ...proof, remembered: request.cookies[deviceCookie] }, originOf(request, now()))
    return 'account' in outcome ? withKeys(reply, outcome) : { secondStep: outcome }
  })

  app.post('/auth/send-hint', async (request, reply) => {
    await sendHint(services, textOf(request.body, 'email'), deviceOf(request), now())
    reply.code(202)
    return {}
  })

  app.post('/auth/second-step/challenge', request =>
    challengeAtSecondStep(services, textOf(request.body, 'token'), { device: deviceOf(request), now: now() }))

  app.post('/auth/second-step/email', request =>
    mailAtSecondStep(services, textOf(request.body, 'token'), { device: deviceOf(request), now: now() }))

  app.post('/auth/second-step', async (request, reply) => {
    const { remembered, ...signedIn } = await takeSecondStep(services, readAnswer(request.body), originOf(request, now()))
    if (remembered)
      reply.setCookie(deviceCookie, remembered.token, { ...cookieOptions, expires: remembered.expiresAt })
    return withKeys(reply, signedIn)
  })

  app.post('/auth/refresh', async (request, reply) =>
    answer(reply, await refresh(services, refreshToken(request), deviceOf(request), now())))

  app.post('/auth/sign-out', async (request, reply) => {
    const token = request.cookies[cookie]
    reply.clearCookie(cookie, cookieOptions)
    if (token)
      await signOut(services, token, deviceOf(request), now())
    return {}
  })
}

function originOf(request: FastifyRequest, now: Date): SignInOrigin {
  return { device: deviceOf(request), now, browser: request.cookies[browserCookie] }
}

function withKeys(reply: FastifyReply, { browser, passwordRules, ...signedIn }: Opened) {
  const { kdf, email: salt, wrappedUserKey, publicKey, wrappedPrivateKey } = signedIn.account
  const answered = answer(reply, signedIn)
  reply.setCookie(browserCookie, browser.token, { ...cookieOptions, expires: browser.expiresAt })
  return { ...answered, keys: { kdf, salt, wrappedUserKey, publicKey, wrappedPrivateKey }, passwordRules }
}

function answer(reply: FastifyReply, { accessToken, expiresAt, refreshToken, session, account }: SignedIn) {
  const { id, email, name, mustChangePassword } = account
  reply.setCookie(cookie, refreshToken, { ...cookieOptions, expires: session.expiresAt })
  return { accessToken, expiresAt, session, account: { id, email, name }, mustChangePassword }
}

function refreshToken(request: FastifyRequest): string {
  const token = request.cookies[cookie]
  if (!token)
    throw new Refused('SESSION_ENDED', 'You are not signed in on this browser; sign in.')
  return token
}

/** Browsers send Origin or Sec-Fetch-Site; tools send neither and hold nobody else's cookie. */
function refuseForeignSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin')
    throw new Refused('FORBIDDEN', 'Signing in is only possible from Wardroom\'s own pages.')
}
