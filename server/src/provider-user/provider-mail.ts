import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import type { Database } from '../database/database.js'
import { MailFailure } from '../mail/failure.js'
import { testMail } from '../mail/mail.js'
import { Provider } from '../provider/provider.js'
import type { Transaction } from '../transaction/transaction.js'
import { ProviderUser } from './provider-user.js'

declare module '../event/append.js' {
  interface EventDetails {
    Provider_MailTested: { email: string }
  }
}

@ObjectType({ description: 'How the mails of a provider and its clients get on.' })
export class MailState {
  @Field(() => Boolean, {
    description: 'Whether there is a mail server; without one mails are kept, and only an installation on one\'s own machine shows them.',
  })
  server!: boolean

  @Field(() => Int, { description: 'Mails that were not sent yet.' })
  waiting!: number

  @Field(() => Int, { description: 'Those of them whose last attempt failed; they are tried again for hours.' })
  failing!: number

  @Field(() => MailFailure, { nullable: true, description: 'Why the newest of these attempts failed; null when none did.' })
  failure!: MailFailure | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When that was.' })
  failedAt!: Date | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When a mail was last handed to the mail server; null: not in the last seven days.' })
  sentAt!: Date | null
}

const stateOfMails = `select count(*) filter (where sent_at is null)::int waiting, count(*) filter (where sent_at is null and failure is not null)::int failing,
    (array_agg(failure order by failed_at desc) filter (where sent_at is null and failure is not null))[1] failure,
    max(failed_at) filter (where sent_at is null and failure is not null) "failedAt", max(sent_at) "sentAt"
  from mail where provider_id = $1`

export async function mailState(database: Database, { tenants }: Viewer, providerId: string): Promise<Omit<MailState, 'server'>> {
  const [state] = await database.read<Omit<MailState, 'server'>>(tenants, { name: 'mail-state', text: stateOfMails, values: [providerId] })
  return state!
}

/** To the viewer's own address: nobody else is written to for a test. */
export async function sendTestMail(tx: Transaction, viewer: Viewer, providerId: string): Promise<Provider> {
  const { accountId } = viewer.requirePerson()
  const provider = await viewer.reach(Provider, providerId, 'provider:update')
  const { email } = await tx.em.findOneOrFail(ProviderUser, { providerId, accountId })
  tx.mail(testMail({ providerId, to: email }, { link: tx.origin }))
  tx.record('Provider_MailTested', { providerId, subject: { kind: 'PROVIDER', id: providerId, name: provider.name } }, { email })
  return provider
}
