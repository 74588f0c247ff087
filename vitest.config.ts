import { defineConfig } from 'vitest/config'

const source = ['wardroom-source']

export default defineConfig({
  // type-graphql loads graphql's CommonJS build; everybody must share that one.
  resolve: { conditions: source, alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions: source } },
  oxc: { decorator: { legacy: true } },
  test: {
    include: ['schema/**/*.test.ts', 'server/src/**/*.test.ts', 'dashboard/src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/testkit/cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
})
