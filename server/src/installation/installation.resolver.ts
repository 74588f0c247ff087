import { Arg, Ctx, Extensions, Field, GraphQLISODateTime, ID, Mutation, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql'
import { isLoopback } from '../config/environment.js'
import type { Context } from '../request/context.js'
import { demoSignIns } from '../demo/sign-ins.js'
import type { DemoSignIn as KnownSignIn } from '../demo/sign-ins.js'
import { Refused } from '../lib/refused.js'
import { publicField } from '../transaction/root-fields.js'
import type { Services } from '../request/services.js'
import { Provider } from '../provider/provider.js'
import { setupProvider, SetupProviderInput } from './setup-provider.js'
import { version } from '../config/version.js'

export enum InstallationState {
  EMPTY = 'EMPTY',
  PREPARING_DEMO = 'PREPARING_DEMO',
  READY = 'READY',
}
registerEnumType(InstallationState, { name: 'InstallationState', description: 'EMPTY: set up a provider, or start the demo world.' })

enum DemoRole {
  PROVIDER_ADMIN = 'PROVIDER_ADMIN',
  SERVICE_USER = 'SERVICE_USER',
  OWNER = 'OWNER',
  USER = 'USER',
}
registerEnumType(DemoRole, { name: 'DemoRole', description: 'In the demo provider\'s team, or in one of its clients.' })

@ObjectType({ description: 'Somebody as whom one can look around in the demo world.' })
class DemoSignIn implements KnownSignIn {
  @Field(() => String)
  email!: string

  @Field(() => String, { description: 'The master password: no secret, and the same for all of them.' })
  password!: string

  @Field(() => DemoRole)
  role!: `${DemoRole}`
}

@ObjectType({ description: 'What everybody may know of this installation.' })
class Installation {
  @Field(() => InstallationState)
  state!: InstallationState

  @Field(() => Boolean, { description: 'It shows the demo world: nothing here is real.' })
  demo!: boolean

  @Field(() => [DemoSignIn], { nullable: true, description: 'Who can look around in the demo world; null where nothing is a demo.' })
  demoSignIns!: readonly DemoSignIn[] | null

  @Field(() => Boolean, { description: 'Mails are not sent but kept in the mailbox page.' })
  mailbox!: boolean

  @Field(() => String)
  version!: string
}

@ObjectType('Mail', { description: 'A mail that was kept because no SMTP server is configured.' })
class KeptMail {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  to!: string

  @Field(() => String)
  subject!: string

  @Field(() => String)
  text!: string

  @Field(() => GraphQLISODateTime)
  createdAt!: Date
}

@Resolver()
export class InstallationResolver {
  @Extensions(publicField)
  @Query(() => Installation)
  installation(@Ctx() context: Context): Promise<Installation> {
    return describe(context)
  }

  @Extensions(publicField)
  @Mutation(() => Provider, { description: 'Sets up an empty installation. Errors: INSTALLATION_NOT_EMPTY.' })
  setupProvider(@Arg('input', () => SetupProviderInput) input: SetupProviderInput, @Ctx() context: Context): Promise<Provider> {
    return setupProvider(context.services, context.device, input)
  }

  @Extensions(publicField)
  @Mutation(() => Installation, { description: 'Fills an empty installation with the demo world. Errors: INSTALLATION_NOT_EMPTY.' })
  async startDemo(@Ctx() context: Context): Promise<Installation> {
    await context.services.demo.start()
    return describe(context)
  }

  @Extensions(publicField)
  @Query(() => [KeptMail], { description: 'The newest 100 mails, while no SMTP server is configured, to browsers on the same machine. Errors: NOT_FOUND otherwise.' })
  async mailbox(@Ctx() { services, device }: Context): Promise<KeptMail[]> {
    if (!keepsMailbox(services) || !isLoopback(device.ip))
      throw new Refused('NOT_FOUND')
    const { rows } = await services.database.system.query<KeptMail>('select id, recipient "to", subject, body "text", created_at "createdAt" from mail where body is not null order by created_at desc limit 100')
    return rows
  }
}

async function describe({ services, device }: Context): Promise<Installation> {
  const { database: { system }, demo } = services
  const { rows: [provider] } = await system.query<{ demo: boolean }>(`select bool_or(demo) demo from provider having count(*) > 0`)
  const state = demo.preparing ? InstallationState.PREPARING_DEMO : provider ? InstallationState.READY : InstallationState.EMPTY
  const isDemo = demo.preparing || provider?.demo === true
  return { state, demo: isDemo, demoSignIns: isDemo ? demoSignIns : null, mailbox: keepsMailbox(services) && isLoopback(device.ip), version }
}

/** Only an installation that nobody else can reach shows mails to whoever sits before it. */
function keepsMailbox({ config, mailer }: Services): boolean {
  return !mailer.configured && isLoopback(config.host) && isLoopback(new URL(config.origin).hostname)
}
