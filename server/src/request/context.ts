import type DataLoader from 'dataloader'
import type { Device } from '../access/device.js'
import type { Viewer } from '../access/viewer.js'
import type { Services } from './services.js'

/** Declared by a feature beside its rows; instantiated once a request, at first use. */
export type Loader<Key, Value> = (context: Context) => DataLoader<Key, Value>

/** One request, as resolvers see it. */
export class Context {
  constructor(
    readonly services: Services,
    readonly viewer: Viewer,
    readonly device: Device,
    private readonly loaders = new Map<unknown, DataLoader<never, unknown>>(),
  ) {}

  /** The same request for one root field, whose viewer reaches records. */
  within(viewer: Viewer): Context {
    return new Context(this.services, viewer, this.device, this.loaders)
  }

  /** The value of one key; all keys that are asked for at the same moment are read by one statement. */
  load<Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value> {
    return this.loaderOf(loader, loader).load(key)
  }

  /** For a nested list: parents whose lists were asked for with the same arguments (`key`) are read together. */
  loadPage<Key, Value>(key: string, loader: Loader<Key, Value>, parent: Key): Promise<Value> {
    return this.loaderOf(key, loader).load(parent)
  }

  /** After a commit: cached rows may be out of date. */
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
