import { Field, InputType } from 'type-graphql'
import type { FullProof } from './proof.js'
import { SecurityKeyAnswerInput } from './security-key.js'

/** What every change asks for that takes a full proof by itself; extended by its input. */
@InputType()
export abstract class FullProofInput implements FullProof {
  @Field(() => String, { description: 'Proof of the present master password, as at sign-in. 32 bytes in base64.' })
  masterPasswordHash!: string

  @Field(() => String, { nullable: true, description: 'A code of the person\'s authenticator: this, `securityKey` or `emailCode` where they have two-step login.' })
  code?: string | null

  @Field(() => SecurityKeyAnswerInput, { nullable: true, description: 'An answer to `challengeSecurityKey`.' })
  securityKey?: SecurityKeyAnswerInput | null

  @Field(() => String, { nullable: true, description: 'The code of `mailCode`; spaces do not count.' })
  emailCode?: string | null
}
