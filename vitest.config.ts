import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { Sequencer } from './test/testkit/sequencer.js'

const source = ['wardroom-source']

const tests = ['schema/**/*.test.ts', 'server/src/**/*.test.ts', 'dashboard/src/**/*.test.ts', 'test/!(surroundings)/**/*.test.ts']
/** Needs programs that a machine may not have; whoever runs these wants them, so that what is missing fails them. */
const surroundings = 'test/surroundings/**/*.test.ts'

export default defineConfig(({ mode }) => ({
  // type-graphql loads graphql's CommonJS build; everybody must share that one.
  // What prepares the whole run (globalSetup) is resolved without conditions and must be the source, too.
  resolve: {
    conditions: source,
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      { find: /^@wardroom\/server\/(.+)$/, replacement: path.join(import.meta.dirname, 'server/src/$1.ts') },
      { find: /^@wardroom\/schema\/(.+)$/, replacement: path.join(import.meta.dirname, 'schema/$1.ts') },
    ],
  },
  ssr: { resolve: { conditions: source } },
  oxc: { decorator: { legacy: true } },
  test: {
    include: mode === 'surroundings' ? [surroundings] : tests,
    globalSetup: ['test/testkit/cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000 } }, // a second is short where two cores do everything
    maxWorkers: 3,
    sequence: { sequencer: Sequencer },
    isolate: false, // evaluating the server for each file took a third of the time
    reporters: ['default'],
  },
}))
