import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Mutation, Resolver, Root } from 'type-graphql'
import { proofLife } from '@wardroom/schema/permissions'
import { after } from '../lib/clock.js'
import { requireSealed } from '../lib/sealed.js'
import type { Context } from '../request/context.js'
import { authenticatorOffer } from '../second-factor/authenticator.js'
import { offerAuthenticator } from '../second-factor/authenticator-method.js'
import { forgetDevices } from '../second-factor/remembered-devices.js'
import { accountById } from './accounts.js'
import { renewRecoveryCode, turnOffMethod, turnOnAuthenticator, twoStepOf } from './change-two-step.js'
import { twoStepDemandsOn } from './two-step-demands.js'
import { originOf } from './origin.js'
import { requireFullProof } from './proof.js'
import { AuthenticatorOffer, FinishAuthenticatorInput, ProveInput, RecoveryCode, TwoStep, TwoStepDemand } from './two-step.js'
import { ViewerInfo } from './viewer-info.js'

@Resolver(() => ViewerInfo)
export class TwoStepResolver {
  @FieldResolver(() => TwoStep, { nullable: true, description: 'Null for API tokens.' })
  async twoStep(@Root() { identity }: ViewerInfo, @Ctx() { services }: Context): Promise<TwoStep | null> {
    return identity.kind === 'ACCOUNT' ? twoStepOf(services, identity.accountId, services.clock()) : null
  }

  @FieldResolver(() => [TwoStepDemand], {
    description: 'Who demands two-step login of the viewer, who has none; soonest first. Empty for API tokens.',
  })
  async twoStepDemands(@Root() { identity }: ViewerInfo, @Ctx() { services: { database } }: Context): Promise<TwoStepDemand[]> {
    return identity.kind === 'ACCOUNT' ? twoStepDemandsOn(database.system, identity.accountId) : []
  }

  @Mutation(() => GraphQLISODateTime, {
    description: 'Proves afresh that it is the signed-in person who asks; whatever answers REAUTH_REQUIRED for this purpose then goes through, '
      + 'in this session, for ten minutes. A sign-in with all that the account can ask for counts for every purpose. People only. Answers until '
      + 'when. Errors: FORBIDDEN, WRONG_CREDENTIALS, CODE_REQUIRED, WRONG_CODE, SECURITY_KEY_REFUSED, SEALED_MALFORMED, TOO_MANY_REQUESTS.',
  })
  async prove(
    @Arg('input', () => ProveInput, { description: 'What it is for, and the proof.' }) { purpose, ...proof }: ProveInput,
    @Ctx() context: Context,
  ): Promise<Date> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    requireSealed('masterPasswordHash', proof.masterPasswordHash, 'masterPasswordHash')
    const origin = originOf(context)
    await requireFullProof(services, person, proof, origin)
    await services.database.system.query(
      'update session set proofs = proofs || $2::jsonb where id = $1 and revoked_at is null',
      [person.sessionId, { [purpose]: origin.now.getTime() }],
    )
    services.identities.forget()
    return after(origin.now, proofLife)
  }

  @Mutation(() => AuthenticatorOffer, {
    description: 'Makes the secret of an authenticator. It signs nobody in before `finishAuthenticator`. People only. Errors: FORBIDDEN, '
      + 'REAUTH_REQUIRED for ACCOUNT.',
  })
  async beginAuthenticator(@Ctx() context: Context): Promise<AuthenticatorOffer> {
    const { viewer, services: { database: { system }, secrets, clock } } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    const account = (await accountById(system, person.accountId))!
    const { id, secret, expiresAt } = await offerAuthenticator(system, secrets.atRestKey, person, clock())
    return { id, expiresAt, ...authenticatorOffer(secret, account.email) }
  }

  @Mutation(() => RecoveryCode, {
    description: 'Adds an authenticator that proves itself. Every other session of the person ends; this one goes on with a new access token '
      + '(`/auth/refresh`). With the first second factor two-step login is on, and the recovery code is answered, once. People only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, '
      + 'SET_UP_EXPIRED, WRONG_CODE, METHOD_EXISTS.',
  })
  async finishAuthenticator(
    @Arg('input', () => FinishAuthenticatorInput, { description: 'Which one, and a code of it.' }) input: FinishAuthenticatorInput,
    @Ctx() context: Context,
  ): Promise<RecoveryCode> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    const code = await turnOnAuthenticator(services, person, input, originOf(context))
    return { code, twoStep: await twoStepOf(services, person.accountId, services.clock()) }
  }

  @Mutation(() => TwoStep, {
    description: 'Removes a second factor; with the last one two-step login is off. Every other session of the person ends; this one goes on '
      + 'with a new access token (`/auth/refresh`). People only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, NOT_FOUND.',
  })
  async removeTwoStepMethod(
    @Arg('id', () => ID, { description: 'One of `viewer.twoStep.methods`.' }) id: string,
    @Ctx() context: Context,
  ): Promise<TwoStep> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    await turnOffMethod(services, person, id, originOf(context))
    return twoStepOf(services, person.accountId, services.clock())
  }

  @Mutation(() => RecoveryCode, {
    description: 'Makes a new recovery code; the one before no longer works. People only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, '
      + 'WRONG_STATUS without two-step login.',
  })
  async renewRecoveryCode(@Ctx() context: Context): Promise<RecoveryCode> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    const code = await renewRecoveryCode(services, person, originOf(context))
    return { code, twoStep: await twoStepOf(services, person.accountId, services.clock()) }
  }

  @Mutation(() => TwoStep, {
    description: 'Every device of the viewer needs the second step again. People only. Errors: FORBIDDEN.',
  })
  async forgetDevices(@Ctx() { viewer, services }: Context): Promise<TwoStep> {
    const { accountId } = viewer.requirePerson()
    await forgetDevices(services.database.system, accountId)
    return twoStepOf(services, accountId, services.clock())
  }
}
