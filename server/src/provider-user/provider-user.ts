import { defineEntity, p } from '@mikro-orm/core'
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql'
import { ProviderUserType } from '../access/roles.js'
import type { Tenant } from '../access/viewer.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import { describeEnum } from '../lib/enum.js'

export enum ProviderUserStatus {
  INVITED = 'INVITED',
  ACCEPTED = 'ACCEPTED',
  CONFIRMED = 'CONFIRMED',
}
describeEnum(ProviderUserStatus, 'ProviderUserStatus', 'How far a person has come in joining the provider\'s team. There is no revoked state: people are removed.', {
  INVITED: 'Invited by mail; may do nothing yet.',
  ACCEPTED: 'Accepted the invitation and waits to be confirmed; may do nothing yet.',
  CONFIRMED: 'Holds the provider key and has the role.',
})

declare module '../event/append.js' {
  interface EventDetails {
    ProviderUser_Invited: { email: string, type: string }
    ProviderUser_InvitationResent: { email: string }
    ProviderUser_Accepted: { email: string }
    ProviderUser_Confirmed: { email: string, type: string }
    ProviderUser_Updated: { email: string, type: string, was: string }
    ProviderUser_Removed: { email: string, type: string, status: string }
  }
}

const schema = defineEntity({
  name: 'ProviderUser',
  properties: {
    id: p.uuid().primary(),
    providerId: p.uuid(),
    accountId: p.uuid().nullable(),
    email: p.text(),
    name: p.text().nullable(),
    publicKey: p.text().nullable(),
    type: p.text().$type<ProviderUserType>(),
    status: p.text().$type<ProviderUserStatus>(),
    key: p.text().nullable(),
    invitationHash: p.blob().nullable(),
    invitationExpiresAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
})

@ObjectType({ implements: Node, description: 'One person\'s membership of the provider\'s own team.' })
export class ProviderUser extends schema.class implements Node {
  @Field(() => ID, { description: 'UUID of the membership, not of the account.' })
  declare id: string

  @Field(() => String, { description: 'The address the invitation went to, in lower case.' })
  declare email: string

  @Field(() => String, { nullable: true, description: 'As the person gave it on accepting; null until then.' })
  declare name: string | null

  @Field(() => ProviderUserType, { description: 'What the person may do for the provider.' })
  declare type: ProviderUserType

  @Field(() => ProviderUserStatus, { description: 'How far the person has come in joining.' })
  declare status: ProviderUserStatus

  @Field(() => ID, { nullable: true, description: 'The account the person signs in with; null until the invitation is accepted.' })
  declare accountId: string | null

  @Field(() => String, { nullable: true, description: 'RSA public key, SPKI in base64, pinned when the person accepted; null until then. Compare its fingerprint phrase before confirming.' })
  declare publicKey: string | null

  @Field(() => GraphQLISODateTime, { description: 'When the person was first invited.' })
  declare createdAt: Date

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Five days after the invitation was last sent; null once it was accepted.' })
  declare invitationExpiresAt: Date | null

  tenant(): Tenant {
    return { providerId: this.providerId }
  }

  forEvent(): Subject {
    return { kind: 'PROVIDER_USER', id: this.id, name: this.name ?? this.email }
  }

  renewInvitation(hash: Buffer, expiresAt: Date): void {
    this.requireStatus('INVITED')
    this.invitationHash = hash
    this.invitationExpiresAt = expiresAt
  }

  accept(account: { id: string, name: string, publicKey: string }): void {
    this.requireStatus('INVITED')
    this.accountId = account.id
    this.name = account.name
    this.publicKey = account.publicKey
    this.status = ProviderUserStatus.ACCEPTED
    this.invitationHash = this.invitationExpiresAt = null
  }

  confirm(key: string): void {
    this.requireStatus('ACCEPTED')
    this.key = key
    this.status = ProviderUserStatus.CONFIRMED
  }

  private requireStatus(status: keyof typeof ProviderUserStatus): void {
    if (this.status !== status)
      throw new Refused('WRONG_STATUS', `${this.email} is ${this.status.toLowerCase()}; this step needs ${status.toLowerCase()}.`, { status: this.status })
  }
}
schema.setClass(ProviderUser)
