import type { HistoryHooks } from '../history/record-history.js'
import type { Keyring } from '../people/keys.js'
import type { Population } from '../people/population.js'
import type { StepSource } from '../simulator/step.js'
import type { TableRows } from '../store/insert.js'

/** What a feature brings to the demo world. */
export interface DemoPart {
  /** Its rows as they are today; tables in the order in which they refer to each other. */
  rows?: (population: Population, keyring: Keyring) => TableRows[]
  /** The events that made them so. */
  history?: HistoryHooks
  /** What the simulated people do with it while the server runs. */
  steps?: StepSource
}
