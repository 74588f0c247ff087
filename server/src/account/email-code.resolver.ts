import { Arg, Ctx, Extensions, Field, GraphQLISODateTime, Mutation, ObjectType, Resolver } from 'type-graphql'
import { Refused } from '../lib/refused.js'
import type { Context } from '../request/context.js'
import { beforeOwnPassword } from '../transaction/root-fields.js'
import { hasMailbox } from '../second-factor/methods.js'
import { accountById } from './accounts.js'
import { turnOnMailbox, twoStepOf } from './change-two-step.js'
import { mailCode } from './email-code.js'
import type { CodeUse } from './email-code.js'
import { originOf } from './origin.js'
import { RecoveryCode } from './two-step.js'

@ObjectType({ description: 'A code that was mailed.' })
export class MailedCode {
  @Field(() => String, { description: 'Where to, shortened: `s***@example.com`.' })
  email!: string

  @Field(() => GraphQLISODateTime, { description: 'Until when it is taken.' })
  expiresAt!: Date
}

@Resolver()
export class EmailCodeResolver {
  @Mutation(() => MailedCode, {
    description: 'Mails a code to the viewer\'s own address, to be given to `finishEmailCodes`. People only. Errors: FORBIDDEN, REAUTH_REQUIRED for '
      + 'ACCOUNT, METHOD_EXISTS, TOO_MANY_REQUESTS.',
  })
  async beginEmailCodes(@Ctx() context: Context): Promise<MailedCode> {
    const { viewer, services: { database: { system } } } = context
    const { accountId } = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    if (await hasMailbox(system, accountId))
      throw new Refused('METHOD_EXISTS', 'Codes are mailed to this account already.')
    return mailTo(context, 'ADD')
  }

  @Mutation(() => RecoveryCode, {
    description: 'Adds codes by e-mail as a second factor: each sign-in may have one mailed. Every other session of the person ends; this one goes on '
      + 'with a new access token (`/auth/refresh`). With the first second factor two-step login is on, and the recovery code is answered, once. '
      + 'People only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, WRONG_CODE, METHOD_EXISTS, TOO_MANY_REQUESTS.',
  })
  async finishEmailCodes(
    @Arg('code', () => String, { description: 'Out of the mail; spaces do not count.' }) code: string,
    @Ctx() context: Context,
  ): Promise<RecoveryCode> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    const recoveryCode = await turnOnMailbox(services, person, code, originOf(context))
    return { code: recoveryCode, twoStep: await twoStepOf(services, person.accountId, services.clock()) }
  }

  @Extensions(beforeOwnPassword)
  @Mutation(() => MailedCode, {
    description: 'Mails a code to the viewer\'s own address, for the next `prove` or `changeMasterPassword` of this session. People only. Errors: '
      + 'FORBIDDEN, WRONG_STATUS where codes by e-mail are no second factor of theirs, TOO_MANY_REQUESTS.',
  })
  async mailCode(@Ctx() context: Context): Promise<MailedCode> {
    const { viewer, services: { database: { system } } } = context
    if (!await hasMailbox(system, viewer.requirePerson().accountId))
      throw new Refused('WRONG_STATUS', 'No codes are mailed to you; prove it in another way.')
    return mailTo(context, 'PROVE')
  }
}

async function mailTo(context: Context, purpose: CodeUse['purpose']): Promise<MailedCode> {
  const { viewer, services } = context
  const { accountId, sessionId } = viewer.requirePerson()
  const account = (await accountById(services.database.system, accountId))!
  return mailCode(services, account, { purpose, place: sessionId }, originOf(context))
}
