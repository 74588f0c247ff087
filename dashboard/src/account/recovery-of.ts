import type { PolicyKind } from '../gql/graphql.js'

interface Membership { client: { policies: readonly { kind: PolicyKind, enabled: boolean, autoEnrol: boolean }[] } }

/** Whether a client resets forgotten passwords, and asks everybody to enrol for it. */
export function recoveryOf({ client }: Membership): { enabled: boolean, required: boolean } {
  const policy = client.policies.find(({ kind, enabled }) => kind === 'ACCOUNT_RECOVERY' && enabled)
  return { enabled: policy !== undefined, required: policy?.autoEnrol === true }
}
