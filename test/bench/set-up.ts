import { register } from '@wardroom/schema/sealing/account'
import { makeProviderKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { Caller, Person } from '../testkit/person.js'

/** Sets an empty installation up, with a tool that reads everything. */
export async function setUp(origin: string, code: string): Promise<{ providerId: string, token: string }> {
  const email = 'ada@bench.example'
  const registration = await register(email, 'bench')
  const { wrapped } = await makeProviderKey(await importPublicKey(registration.publicKey))
  const { setupProvider: { id } } = await new Caller(origin).do('mutation ($input: SetupProviderInput!, $code: String) { setupProvider(input: $input, setupCode: $code) { id } }', {
    code,
    input: { providerName: 'Bench', email, registration: { name: 'Ada', ...registration }, providerKey: wrapped },
  })
  const ada = await Person.signIn(origin, email, 'bench')
  const { createApiToken } = await ada.do(
    'mutation ($id: ID!, $until: DateTimeISO!) { createApiToken(providerId: $id, name: "bench", scopes: [READ, EVENTS_READ, CLIENTS_WRITE, USERS_WRITE], expiresAt: $until) { secret } }',
    { id, until: new Date(Date.now() + 86_400_000) },
  )
  return { providerId: id, token: createApiToken.secret }
}
