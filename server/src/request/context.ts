import type DataLoader from 'dataloader'
import type { Credential } from '../access/credential.js'
import type { Device } from '../access/device.js'
import { Viewer } from '../access/viewer.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import type { Services } from './services.js'

/** Declared by a feature beside its rows; instantiated once a request, at first use. */
export type Loader<Key, Value> = (context: Context) => DataLoader<Key, Value>

/** One request, as resolvers see it. */
export class Context {
  constructor(
    readonly services: Services,
    private readonly credential: Credential | null,
    public viewer: Viewer,
    readonly device: Device,
    private readonly loaders = new Map<unknown, DataLoader<never, unknown>>(),
  ) {}

  /** The same request for one root field, whose viewer reaches records. */
  within(viewer: Viewer): Context {
    return new Context(this.services, this.credential, viewer, this.device, this.loaders)
  }

  /** Who asks, as it is now: a request of many root fields may outlive a change of rights. */
  async authenticate(): Promise<{ credential: Credential, identity: Identity }> {
    if (!this.credential)
      throw new Refused('UNAUTHENTICATED')
    const identity = await this.credential.current()
    if (identity.rights !== this.viewer.identity?.rights) {
      this.viewer = new Viewer(identity)
      this.forgetLoaded()
    }
    return { credential: this.credential, identity }
  }

  /** The value of one key; all keys that are asked for at the same moment are read by one statement. */
  load<Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value> {
    return this.loaderOf(loader, loader).load(key)
  }

  /** For a nested list: parents whose lists were asked for with the same arguments (`key`) are read together. */
  loadPage<Key, Value>(key: string, loader: Loader<Key, Value>, parent: Key): Promise<Value> {
    return this.loaderOf(key, loader).load(parent)
  }

  /** After a commit, or with other rights: cached rows may be out of date. */
  forgetLoaded(): void {
    this.loaders.clear()
  }

  private loaderOf<Key, Value>(name: unknown, loader: Loader<Key, Value>): DataLoader<Key, Value> {
    const known = this.loaders.get(name) as DataLoader<Key, Value> | undefined
    if (known)
      return known
    const made = loader(this)
    this.loaders.set(name, made)
    return made
  }
}
