import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

/** Files that take half a minute or more, most of it waiting, though they are not large. */
const waiting = [
  'journey/liveness',
  'fault/crash',
  'journey/watch',
  'fault/outage',
  'fault/stop',
  'contract/soak',
  'api/slow-request',
]
const distance = 6

/** The largest first, as vitest does it; those that wait are spread among them, so that none is left for the end, on an idle machine. */
export class Sequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const places = new Map(sorted.map((file, at) => [file, at]))
    for (const [at, name] of waiting.entries()) {
      const file = files.find(({ moduleId }) => moduleId.endsWith(`test/${name}.test.ts`))
      if (file)
        places.set(file, at * distance)
    }
    return sorted.sort((one, other) => places.get(one)! - places.get(other)!)
  }
}
