import { feature } from '../request/feature.js'

export const transaction = feature({
  jobs: [{
    name: 'expire-idempotency-keys',
    schedule: '*/10 * * * *',
    async run({ database: { system } }) {
      await system.query(`delete from idempotency where created_at < now() - interval '1 day'`)
    },
  }],
})
