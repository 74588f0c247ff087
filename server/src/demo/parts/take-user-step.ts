import { register } from '@wardroom/schema/sealing/account'
import { confirm, openSharedKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { demoPassword } from '../people/sign-ins.js'
import type { ApiClient } from '../simulator/api-client.js'
import type { StepContext } from '../simulator/step.js'
import type { Temporary, UserStep } from './user-steps.js'

const rows = '{ ok code }'

/** As a person would, by the public API. @returns false when it has to wait. @throws WardroomError */
export async function takeUserStep(step: UserStep, actor: ApiClient, context: StepContext): Promise<boolean> {
  const { clientId } = context
  switch (step.kind) {
    case 'accept': return accept(step.user, context)
    case 'confirm':
      await confirmUser(step.user, actor, clientId)
      break
    case 'invite':
      await actor.query(
        `mutation ($clientId: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $clientId, users: $users) ${rows} }`,
        { clientId, users: [{ email: step.email, role: step.role }] },
      )
      break
    case 'changeRole':
      await actor.query(
        `mutation ($ids: [ID!]!, $role: UserRole!, $permissions: [CustomPermission!]) { changeUserRoles(ids: $ids, role: $role, permissions: $permissions) ${rows} }`,
        { ids: [step.user.id], role: step.role, permissions: step.role === 'CUSTOM' ? ['accessReports'] : [] },
      )
      break
    case 'resend':
      await actor.query(`mutation ($ids: [ID!]!) { resendInvitations(ids: $ids) ${rows} }`, { ids: [step.user.id] })
      break
    case 'revoke':
    case 'restore':
    case 'remove':
      await actor.query(`mutation ($ids: [ID!]!) { ${step.kind}Users(ids: $ids) ${rows} }`, { ids: [step.user.id] })
  }
  return true
}

/** Reads the mail, follows the link, and registers; who was here before signs in instead, and stays so for the next time. */
async function accept({ email }: Temporary, { clientOf, mailTo, maySignIn, mayOpenInvitation }: StepContext): Promise<boolean> {
  const token = /#([\w-]{43})/.exec(await mailTo(email) ?? '')?.[1]
  if (!token || !mayOpenInvitation())
    return false
  const invitee = clientOf(email)
  const { invitation: { hasAccount } } = await invitee.query<{ invitation: { hasAccount: boolean } }>(
    'query ($token: String!) { invitation(token: $token) { hasAccount } }',
    { token },
  )
  if (hasAccount && !invitee.signedIn) {
    if (!maySignIn())
      return false
    await invitee.signIn()
  }
  const registration = hasAccount ? null : { name: nameOf(email), ...await register(email, demoPassword) }
  await invitee.query(
    'mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id } }',
    { token, registration },
  )
  return true
}

function nameOf(email: string): string {
  return email.split('@')[0]!.split('.').map(part => part[0]!.toUpperCase() + part.slice(1)).join(' ')
}

/** Opens the client key in the actor's own way (a member's copy, or through the provider key) and wraps it to the person. */
async function confirmUser({ id, publicKey }: Temporary, actor: ApiClient, clientId: string): Promise<void> {
  const { client, viewer } = await actor.query<Keys>(
    'query ($id: ID!) { client(id: $id) { providerKey } viewer { clientMemberships { key client { id } } providerMemberships { key } } }',
    { id: clientId },
  )
  const to = await importPublicKey(publicKey!)
  const own = viewer.clientMemberships.find(membership => membership.client.id === clientId)
  const key = own
    ? await confirm(own.key, actor.keys.privateKey, to)
    : await confirm(client.providerKey!, await openSharedKey(viewer.providerMemberships[0]!.key, actor.keys.privateKey), to)
  await actor.query(
    `mutation ($confirmations: [ConfirmInput!]!) { confirmUsers(confirmations: $confirmations) ${rows} }`,
    { confirmations: [{ id, key }] },
  )
}

interface Keys {
  client: { providerKey: string | null }
  viewer: { clientMemberships: Array<{ key: string, client: { id: string } }>, providerMemberships: Array<{ key: string }> }
}
