import { randomUUID } from 'node:crypto'
import type { CallerName, Cast } from '../cast.js'
import { someKey, somePin } from '../cast.js'
import { admins, bulk, ids, managers, providerUser, row, signedIn, user } from '../root-case.js'
import type { RootFields, Target } from '../root-case.js'

const recoverers = row('in ok ok none ok ok no no no none none no none')
const members = row('in none none none ok ok ok ok ok none none no no')

/** 80 bytes of ciphertext, as a wrapped key has them; a pin has more. */
const wrappedKey = somePin.replace(/\|[^|]+\|/, `|${Buffer.alloc(80, 1).toString('base64')}|`)

/** Somebody who has enrolled in a client that recovers its people. */
const enrolled: Target = {
  scope: 'client',
  async make(cast, where) {
    await recovers(cast, where.id)
    const id = await cast.newUser(where, { status: 'CONFIRMED' })
    await cast.sql(
      'update client_user set recovery_key = $2, recovery_binding = $3, recovery_enrolled = true, recovery_enrolled_at = now() where id = $1',
      [id, someKey, somePin],
    )
    return id
  },
}

const notEnrolled: Target = {
  scope: 'client',
  async make(cast, where) {
    await recovers(cast, where.id)
    return cast.newUser(where, { status: 'CONFIRMED' })
  },
}

const helpRequest: Target = { scope: 'client', make: (cast, where) => cast.newHelpRequest(where) }

async function recovers(cast: Cast, clientId: string): Promise<void> {
  await cast.sql(`insert into policy (provider_id, client_id, kind, enabled, changed_at) select provider_id, id, 'ACCOUNT_RECOVERY', true, now()
    from client where id = $1 on conflict (client_id, kind) do update set enabled = true`, [clientId])
}

/** The caller's own membership of Acme; of whoever has none, somebody else's. */
async function ownMembership(cast: Cast, caller: CallerName): Promise<string> {
  await recovers(cast, cast.acme.id)
  const [own] = await cast.sql<{ id: string }>(
    'select id from client_user where client_id = $1 and account_id = $2',
    [cast.acme.id, cast.accountOf(caller) ?? randomUUID()],
  )
  return own?.id ?? cast.newUser(cast.acme, { status: 'CONFIRMED' })
}

export const rootFields: RootFields = {
  'Query.helpRequests': [{ document: '{ helpRequests { edges { node { id } } } }', expected: signedIn }],
  'Mutation.enrolInRecovery': [{
    document: 'mutation ($input: EnrolInput!) { enrolInRecovery(input: $input) { id } }',
    personal: { make: ownMembership, missing: 'none' },
    variables: userId => ({ input: { userId, recoveryKey: someKey, recoveryBinding: somePin } }),
    expected: members,
    persons: true,
  }],
  'Mutation.withdrawFromRecovery': [{
    document: 'mutation ($id: ID!) { withdrawFromRecovery(userId: $id) { id } }',
    personal: { make: ownMembership, missing: 'none' },
    expected: members,
    persons: true,
  }],
  'Mutation.readRecoveryMaterial': [{
    document: 'mutation ($id: ID!) { readRecoveryMaterial(userId: $id) { salt recoveryKey } }',
    target: enrolled,
    expected: recoverers,
    elsewhere: 'no',
  }],
  'Mutation.recoverUser': [{
    document: 'mutation ($input: RecoverUserInput!) { recoverUser(input: $input) { userId } }',
    target: enrolled,
    variables: userId => ({ input: {
      userId,
      newMasterPasswordHash: Buffer.alloc(32).toString('base64'),
      newWrappedUserKey: wrappedKey,
      recoveryKey: someKey,
      resetTwoStep: true,
    } }),
    expected: recoverers,
    elsewhere: 'no',
  }],
  'Mutation.signOutUsers': [
    { document: bulk('signOutUsers'), target: user('CONFIRMED'), variables: ids, expected: managers, elsewhere: 'ok' },
  ],
  'Mutation.signOutProviderUsers': [
    { document: bulk('signOutProviderUsers'), target: providerUser('CONFIRMED'), variables: ids, expected: admins },
  ],
  'Mutation.resetProviderUserTwoStep': [{
    document: 'mutation ($id: ID!) { resetProviderUserTwoStep(id: $id) { id } }',
    target: providerUser('CONFIRMED'),
    expected: admins,
  }],
  'Mutation.remindToEnrol': [{ document: bulk('remindToEnrol'), target: notEnrolled, variables: ids, expected: recoverers, elsewhere: 'no' }],
  'Mutation.declineHelp': [{
    document: 'mutation ($id: ID!) { declineHelp(id: $id, reason: "no") { id } }',
    target: helpRequest,
    expected: recoverers,
    elsewhere: 'no',
  }],
}
