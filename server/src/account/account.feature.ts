import { feature } from '../request/feature.js'
import { accountNode, sessionNode } from './account-nodes.js'
import { AccountResolver } from './account.resolver.js'

export const account = feature({
  resolvers: [AccountResolver],
  nodes: [accountNode, sessionNode],
  jobs: [{
    name: 'delete-ended-sessions',
    schedule: '*/10 * * * *',
    async run({ database: { system } }) {
      await system.query(`delete from session where expires_at < now() - interval '1 day'`)
    },
  }],
})
