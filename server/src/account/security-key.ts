import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql'
import { Refused } from '../lib/refused.js'
import type { KeyAnswer } from '../second-factor/webauthn.js'

/** Characters of base64url: as many as the largest key in use needs, and as much again. */
const bounds = { credentialId: 1_364, clientData: 4_096, authenticatorData: 2_048, signature: 2_048, attestation: 8_192 }

@ObjectType({ description: 'What a browser needs to have a security key make a credential for this account (`navigator.credentials.create`).' })
export class SecurityKeyOffer {
  @Field(() => String, { description: 'To be signed once, by `finishSecurityKey` of this session. Base64url.' })
  challenge!: string

  @Field(() => String, { description: 'The host that the credential is for.' })
  rpId!: string

  @Field(() => String, { description: 'The account as the key keeps it. Base64url.' })
  userHandle!: string

  @Field(() => [ID], { description: 'Credentials that the account has already: a key that holds one is not added again. Base64url.' })
  excludedCredentialIds!: string[]

  @Field(() => GraphQLISODateTime, { description: 'Until when it can be answered.' })
  expiresAt!: Date
}

@ObjectType({ description: 'What a security key of the viewer is to sign (`navigator.credentials.get`).' })
export class SecurityKeyChallenge {
  @Field(() => String, { description: 'To be signed once, for a proof of this session. Base64url.' })
  challenge!: string

  @Field(() => String, { description: 'The host that the credentials are for.' })
  rpId!: string

  @Field(() => [ID], { description: 'The viewer\'s credentials, of which one signs. Base64url.' })
  credentialIds!: string[]
}

@InputType({ description: 'What a security key answered to a challenge.' })
export class SecurityKeyAnswerInput implements KeyAnswer {
  @Field(() => ID, { description: 'Which credential signed. Base64url.' })
  credentialId!: string

  @Field(() => String, { description: '`clientDataJSON`, as the browser made it. Base64url.' })
  clientData!: string

  @Field(() => String, { description: 'As the key made it. Base64url.' })
  authenticatorData!: string

  @Field(() => String, { description: 'Over both. Base64url.' })
  signature!: string
}

@InputType({ description: 'A security key that introduces itself.' })
export class FinishSecurityKeyInput {
  @Field(() => String, { description: 'What its person calls it: 1 to 50 characters.' })
  name!: string

  @Field(() => ID, { description: 'Of the credential that it made. Base64url.' })
  credentialId!: string

  @Field(() => String, { description: '`clientDataJSON`, as the browser made it. Base64url.' })
  clientData!: string

  @Field(() => String, { description: '`attestationObject`; who made the key is not asked. Base64url.' })
  attestation!: string
}

/** Errors: BAD_USER_INPUT where a part is no base64url, or larger than any key makes it. */
export function requireBounded<Answer extends Partial<Record<keyof typeof bounds, string>>>(answer: Answer): Answer {
  for (const [field, max] of Object.entries(bounds)) {
    const text = answer[field as keyof typeof bounds]
    if (text !== undefined && (text.length > max || !/^[\w-]+$/.test(text)))
      throw new Refused('BAD_USER_INPUT', `${field} must be base64url of at most ${max} characters.`, { field, max })
  }
  return answer
}
