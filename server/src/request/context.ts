import { randomUUID } from 'node:crypto'
import type { Viewer } from '../access/viewer.js'
import type { Device } from '../account/sessions.js'
import type { Work } from '../transaction/transaction.js'
import { makeLoaders } from './loader.js'
import type { Loaders } from './loader.js'
import type { Services } from './services.js'

/** One request, as resolvers see it. */
export class Context {
  readonly requestId = randomUUID()
  readonly loaders: Loaders

  constructor(readonly services: Services, readonly viewer: Viewer, readonly device: Device) {
    this.loaders = makeLoaders(services.database, viewer)
  }

  /** The transaction of a mutation: what it records commits with what it changes. */
  get work(): Work {
    throw new Error('only mutations have work')
  }
}
