import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { originOf } from '../account/origin.js'
import type { Context } from '../request/context.js'
import { rotateKeys } from './rotate-keys.js'
import { RotateKeysInput } from './rotate-keys-input.js'

@Resolver()
export class KeyRotationResolver {
  @Mutation(() => Boolean, {
    description: 'Puts a new user key in the place of the viewer\'s own. The pair of RSA keys and the master password stay; everything that hangs on the user key comes '
      + 'sealed anew, all of it or nothing is changed. Recovery copies for clients in which the viewer\'s access is not in force are deleted. Every session of the viewer '
      + 'ends, this one included. People only. Always true. Errors: FORBIDDEN, WRONG_CREDENTIALS, CODE_REQUIRED, WRONG_CODE, SECURITY_KEY_REFUSED, SEALED_MALFORMED, '
      + 'BAD_USER_INPUT, ROTATION_INCOMPLETE, CONFLICT where the account was changed at the same moment.',
  })
  async rotateKeys(
    @Arg('input', () => RotateKeysInput, { description: 'The proof, and everything sealed anew.' }) input: RotateKeysInput,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await rotateKeys(context.services, context.viewer.requirePerson(), input, originOf(context))
    return true
  }
}
