import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const accept = 'mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id email } }'
const world = await useWorld({ limitFactor: 1 })
const provider = await world.provider()
const acme = await provider.createClient('Acme')
const [joan, zed] = ['joan@acme.example', 'zed@acme.example']
await acme.invite([joan, zed])
const registration = await world.registration(joan, 'Joan')
await world.stranger.do(accept, { token: await world.invitationOf(joan), registration })

it('an open invitation makes the server hash no passwords over and over: others go on signing in', async () => {
  const token = await world.invitationOf(zed)
  const refused = () => world.stranger.refused(accept, { token, registration })
  const tries = Promise.all(Array.from({ length: 70 }, refused))
  await world.signIn(provider.admin.email)
  const codes = await tries
  expect(codes.filter(code => code === 'SEALED_MALFORMED')).toHaveLength(10)
  expect(codes.filter(code => code === 'TOO_MANY_REQUESTS')).toHaveLength(60)
  expect(await acme.user(zed)).toMatchObject({ status: 'INVITED' })
})
