import { Arg, Ctx, Extensions, Field, GraphQLISODateTime, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import type { Context } from '../request/context.js'
import { demoSignIns } from '../demo/people/sign-ins.js'
import type { DemoSignIn as KnownSignIn } from '../demo/people/sign-ins.js'
import { Refused } from '../lib/refused.js'
import { publicField } from '../transaction/root-fields.js'
import { Provider } from '../provider/provider.js'
import { keepsMailbox } from './address.js'
import { requireSetupCode } from './setup-code.js'
import { setupProvider, SetupProviderInput } from './setup-provider.js'
import { version } from '../config/version.js'
import { describeEnum } from '../lib/enum.js'

export enum InstallationState {
  EMPTY = 'EMPTY',
  PREPARING_DEMO = 'PREPARING_DEMO',
  READY = 'READY',
}
describeEnum(InstallationState, 'InstallationState', 'How far an installation is set up.', {
  EMPTY: 'Nothing is in it: set up a provider, or start the demo world.',
  PREPARING_DEMO: 'The demo world is being made; ask again in a second.',
  READY: 'It can be used.',
})

enum DemoRole {
  PROVIDER_ADMIN = 'PROVIDER_ADMIN',
  SERVICE_USER = 'SERVICE_USER',
  OUTSIDE_TECHNICIAN = 'OUTSIDE_TECHNICIAN',
  OWNER = 'OWNER',
  USER = 'USER',
}
describeEnum(DemoRole, 'DemoRole', 'As whom a demo sign-in looks around: in the demo provider\'s team, or in one of its clients.', {
  PROVIDER_ADMIN: 'A provider admin.',
  SERVICE_USER: 'A service user of the provider.',
  OUTSIDE_TECHNICIAN: 'One from outside, who watches the provider\'s clients.',
  OWNER: 'An owner of a client.',
  USER: 'A user of a client.',
})

@ObjectType({ description: 'Somebody as whom one can look around in the demo world.' })
class DemoSignIn implements KnownSignIn {
  @Field(() => String, { description: 'Address to sign in with.' })
  email!: string

  @Field(() => String, { description: 'The master password: no secret, and the same for all of them.' })
  password!: string

  @Field(() => DemoRole, { description: 'What the person is.' })
  role!: `${DemoRole}`
}

@ObjectType({ description: 'What everybody may know of this installation, signed in or not.' })
class Installation {
  @Field(() => InstallationState, { description: 'How far it is set up.' })
  state!: InstallationState

  @Field(() => Boolean, { description: 'Whether it shows the demo world, in which nothing is real.' })
  demo!: boolean

  @Field(() => [DemoSignIn], { nullable: true, description: 'Who can look around in the demo world; null where nothing is a demo.' })
  demoSignIns!: readonly DemoSignIn[] | null

  @Field(() => Boolean, { description: 'Whether mails are kept in `mailbox` instead of being sent, and this caller may read them with the set-up code.' })
  mailbox!: boolean

  @Field(() => String, { description: 'Version of the server, as in its changelog.' })
  version!: string
}

@ObjectType('Mail', { description: 'A mail that was kept because no SMTP server is configured.' })
class KeptMail {
  @Field(() => ID, { description: 'UUID.' })
  id!: string

  @Field(() => String, { description: 'Address of the recipient.' })
  to!: string

  @Field(() => String, { description: 'Subject line.' })
  subject!: string

  @Field(() => String, { description: 'Plain text, with the links it carries.' })
  text!: string

  @Field(() => GraphQLISODateTime, { description: 'When it was written.' })
  createdAt!: Date
}

const setupCodeText = 'Printed by the server at its start, behind the `#` of the address to open.'

@Resolver()
export class InstallationResolver {
  @Extensions(publicField)
  @Query(() => Installation, { description: 'The state of this installation; for everybody.' })
  installation(@Ctx() context: Context): Promise<Installation> {
    return describe(context)
  }

  @Extensions(publicField)
  @Mutation(() => Provider, {
    description: 'Sets up an empty installation: a provider and its first admin, confirmed at once. For whoever has its set-up code, '
      + 'once. Errors: INSTALLATION_NOT_EMPTY, SETUP_CODE_REQUIRED, KDF_OUT_OF_BOUNDS, SEALED_MALFORMED.',
  })
  async setupProvider(
    @Arg('input', () => SetupProviderInput, { description: 'The provider, its first admin and their keys.' }) input: SetupProviderInput,
    @Arg('setupCode', () => String, { nullable: true, description: setupCodeText }) code: string | null,
    @Ctx() context: Context,
  ): Promise<Provider> {
    requireSetupCode(context.services, code)
    return setupProvider(context.services, context.device, input)
  }

  @Extensions(publicField)
  @Mutation(() => Installation, {
    description: 'Fills an empty installation with the demo world; poll `installation.state`. For whoever has its '
      + 'set-up code, once. Errors: INSTALLATION_NOT_EMPTY, SETUP_CODE_REQUIRED.',
  })
  async startDemo(
    @Arg('setupCode', () => String, { nullable: true, description: setupCodeText }) code: string | null,
    @Ctx() context: Context,
  ): Promise<Installation> {
    requireSetupCode(context.services, code)
    await context.services.demo.start()
    return describe(context)
  }

  @Extensions(publicField)
  @Query(() => [KeptMail], {
    description: 'The newest 100 mails of an installation without an SMTP server, for browsers on the same machine that have the set-up '
      + 'code. Errors: NOT_FOUND for everybody elsewhere, SETUP_CODE_REQUIRED.',
  })
  async mailbox(
    @Arg('setupCode', () => String, { nullable: true, description: setupCodeText }) code: string | null,
    @Ctx() { services, device }: Context,
  ): Promise<KeptMail[]> {
    if (!keepsMailbox(services) || !device.atTheMachine)
      throw new Refused('NOT_FOUND')
    requireSetupCode(services, code)
    const { rows } = await services.database.system.query<KeptMail>(
      'select id, recipient "to", subject, body "text", created_at "createdAt" from mail where body is not null order by created_at desc limit 100',
    )
    return rows
  }
}

async function describe({ services, device }: Context): Promise<Installation> {
  const { database: { system }, demo } = services
  const { rows: [provider] } = await system.query<{ demo: boolean }>(`select bool_or(demo) demo from provider having count(*) > 0`)
  const state = demo.preparing ? InstallationState.PREPARING_DEMO : provider ? InstallationState.READY : InstallationState.EMPTY
  const isDemo = demo.preparing || provider?.demo === true
  return {
    state,
    demo: isDemo,
    demoSignIns: isDemo ? demoSignIns : null,
    mailbox: keepsMailbox(services) && device.atTheMachine,
    version,
  }
}
