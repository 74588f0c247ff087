import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql'
import { Refused } from '../lib/refused.js'
import { cleanName } from '../lib/text.js'
import type { Context } from '../request/context.js'
import { beforeOwnPassword } from '../transaction/root-fields.js'
import { makeChallenge } from '../second-factor/challenges.js'
import { credentialIdsOf, maxSecurityKeys } from '../second-factor/security-keys.js'
import { siteOf } from '../second-factor/webauthn.js'
import { turnOnSecurityKey, twoStepOf } from './change-two-step.js'
import { originOf } from './origin.js'
import { FinishSecurityKeyInput, requireBounded, SecurityKeyChallenge, SecurityKeyOffer } from './security-key.js'
import { RecoveryCode } from './two-step.js'

@Resolver()
export class SecurityKeyResolver {
  @Mutation(() => SecurityKeyOffer, {
    description: 'Begins to add a security key or passkey, five at most. Ask for no attestation, no resident key and no user verification. People only. '
      + 'Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, SECURITY_KEY_LIMIT, TOO_MANY_REQUESTS.',
  })
  async beginSecurityKey(@Ctx() { viewer, services }: Context): Promise<SecurityKeyOffer> {
    const { database: { system }, config, clock, limiter } = services
    const { accountId, sessionId } = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    await limiter.count('securityKeyChallenge', sessionId)
    const excludedCredentialIds = await credentialIdsOf(system, accountId)
    if (excludedCredentialIds.length >= maxSecurityKeys)
      throw new Refused('SECURITY_KEY_LIMIT')
    return {
      ...await makeChallenge(system, sessionId, 'ADD', clock()),
      rpId: siteOf(config.origin).rpId,
      userHandle: Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url'),
      excludedCredentialIds,
    }
  }

  @Mutation(() => RecoveryCode, {
    description: 'Adds the security key that `beginSecurityKey` of this session was answered with. Every other session of the person ends; this one '
      + 'goes on with a new access token (`/auth/refresh`). With the first second factor two-step login is on, and the recovery code is answered, once. '
      + 'People only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, SET_UP_EXPIRED, SECURITY_KEY_REFUSED, SECURITY_KEY_LIMIT, METHOD_EXISTS.',
  })
  async finishSecurityKey(
    @Arg('input', () => FinishSecurityKeyInput, { description: 'How it introduces itself, and its name.' }) input: FinishSecurityKeyInput,
    @Ctx() context: Context,
  ): Promise<RecoveryCode> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    const key = { ...requireBounded(input), name: cleanName(input.name, 'name') }
    const code = await turnOnSecurityKey(services, person, key, originOf(context))
    return { code, twoStep: await twoStepOf(services, person.accountId, services.clock()) }
  }

  @Extensions(beforeOwnPassword)
  @Mutation(() => SecurityKeyChallenge, {
    description: 'What a security key of the viewer is to sign, for the next `prove` or `changeMasterPassword` of this session. People only. '
      + 'Errors: FORBIDDEN, WRONG_STATUS without a security key, TOO_MANY_REQUESTS.',
  })
  async challengeSecurityKey(@Ctx() { viewer, services }: Context): Promise<SecurityKeyChallenge> {
    const { database: { system }, config, clock, limiter } = services
    const { accountId, sessionId } = viewer.requirePerson()
    await limiter.count('securityKeyChallenge', sessionId)
    const credentialIds = await credentialIdsOf(system, accountId)
    if (!credentialIds.length)
      throw new Refused('WRONG_STATUS', 'You have no security key; prove it in another way.')
    const { challenge } = await makeChallenge(system, sessionId, 'PROVE', clock())
    return { challenge, credentialIds, rpId: siteOf(config.origin).rpId }
  }
}
