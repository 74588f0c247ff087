import { somePin } from '../cast.js'
import { client, provider, row } from '../root-case.js'
import type { RootFields } from '../root-case.js'

const document = 'mutation ($id: ID!, $pin: String!) { pinKey(of: $id, pin: $pin) }'
const variables = (id: string) => ({ id, pin: somePin })

export const rootFields: RootFields = {
  'Mutation.pinKey': [
    {
      document,
      target: client,
      variables,
      expected: row('in ok ok none ok ok ok ok ok none none no no'),
      persons: true,
      severalKinds: true,
    },
    {
      document,
      target: provider,
      variables,
      expected: row('in ok ok none none none none none none none none no no'),
      persons: true,
      severalKinds: true,
    },
  ],
}
