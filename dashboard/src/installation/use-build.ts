import type { Client } from 'graphql-ws'
import type { ComputedRef, InjectionKey } from 'vue'
import { computed, ref } from 'vue'
import { required } from '../lib/inject.js'
import { ownBuild } from '../lib/own-build.js'

export interface Build {
  /** Whether the server has another build of the dashboard than the one that runs here. */
  outdated: ComputedRef<boolean>
  /**
   * Loads the page anew with the served build, once, since of several servers one may still have the old;
   * and no more than once a minute, whatever builds a server says.
   */
  loadOnce: () => void
}

export const buildKey: InjectionKey<Build> = Symbol('build')
export const useBuild = (): Build => required(buildKey)

/** The build that was last loaded by `loadOnce`, and when. */
const loadedKey = 'wardroom.loaded'
const pause = 60_000

function lastLoaded(): { build: string | null, at: number } {
  return JSON.parse(sessionStorage.getItem(loadedKey) ?? '{"build":null,"at":0}') as { build: string | null, at: number }
}

/** Which build runs here and which is served, as the server says whenever the feed of one of the tabs connects. */
export function createBuild(socket: Client): Build {
  const own = ownBuild()
  const served = ref(own)
  const tabs = new BroadcastChannel('wardroom-build')
  tabs.onmessage = ({ data }: MessageEvent<string>) => served.value = data
  socket.on('connected', (_socket, hello) => {
    if (typeof hello?.build !== 'string')
      return
    served.value = hello.build
    tabs.postMessage(hello.build)
  })
  return {
    outdated: computed(() => own !== undefined && served.value !== own),
    loadOnce() {
      const { build, at } = lastLoaded()
      if (served.value === undefined || build === served.value || Date.now() - at < pause)
        return
      sessionStorage.setItem(loadedKey, JSON.stringify({ build: served.value, at: Date.now() }))
      location.reload()
    },
  }
}
