import { randomBytes } from 'node:crypto'
import { someKey } from '../cast.js'
import { everyone, fill } from '../root-case.js'
import type { RootFields } from '../root-case.js'

const registration = {
  name: 'Nobody',
  kdf: { type: 'PBKDF2', iterations: 600_000 },
  masterPasswordHash: randomBytes(32).toString('base64'),
  wrappedUserKey: 'none',
  publicKey: 'none',
  wrappedPrivateKey: 'none',
}

export const rootFields: RootFields = {
  'Query.installation': [{ document: '{ installation { state version } }', expected: everyone, open: true }],
  'Query.mailbox': [{
    document: 'query ($code: String) { mailbox(setupCode: $code) { id } }',
    variables: (_, { world }) => ({ code: world.server.services.secrets.setupCode }),
    expected: everyone,
    open: true,
  }],
  'Mutation.setupProvider': [{
    document: 'mutation ($input: SetupProviderInput!, $code: String) { setupProvider(input: $input, setupCode: $code) { id } }',
    variables: (_, { world }) => ({
      code: world.server.services.secrets.setupCode,
      input: { providerName: 'Fabrikam', email: 'ada@fabrikam.example', registration, providerKey: someKey },
    }),
    expected: fill('INSTALLATION_NOT_EMPTY'),
    open: true,
  }],
  'Mutation.startDemo': [{
    document: 'mutation ($code: String) { startDemo(setupCode: $code) { state } }',
    variables: (_, { world }) => ({ code: world.server.services.secrets.setupCode }),
    expected: fill('INSTALLATION_NOT_EMPTY'),
    open: true,
  }],
}
