import { randomUUID } from 'node:crypto'
import type { Cast } from '../cast.js'
import { everyone, fill } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.invitation': [{
    document: 'query ($token: String!) { invitation(token: $token) { email } }',
    personal: { make: newInvitation, missing: 'INVITATION_INVALID' },
    variables: token => ({ token }),
    expected: everyone,
    open: true,
  }],
  'Mutation.acceptInvitation': [{
    document: 'mutation ($token: String!) { acceptInvitation(token: $token) { id } }',
    personal: { make: newInvitation, missing: 'INVITATION_INVALID' },
    variables: token => ({ token }),
    expected: { ...fill('INVITATION_INVALID'), 'stranger': 'in', 'reading token': 'no', 'token elsewhere': 'no' },
    open: true,
  }],
}

async function newInvitation(cast: Cast): Promise<string> {
  const invitation = randomUUID()
  await cast.newUser(cast.acme, { invitation })
  return invitation
}
