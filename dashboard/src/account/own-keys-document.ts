import { graphql } from '../gql/index.js'

/** What is opened to seal the user key anew. */
export const OwnKeys = graphql(`
  query OwnKeys { viewer { account { id } keys { kdf { type iterations memory parallelism } salt wrappedUserKey publicKey wrappedPrivateKey } } }
`)
