import { afterAll } from 'vitest'
import { World } from './world.js'

/** A world for the tests of one file, closed after them. The file itself awaits who and what else they need, at its top. */
export async function useWorld(options?: Parameters<typeof World.start>[0]): Promise<World> {
  const world = await World.start(options)
  afterAll(() => world.close())
  return world
}
