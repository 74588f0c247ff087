import { feature } from '../request/feature.js'
import { HelpRequest } from './help-request.js'
import { HelpRequestConnectionResolver, HelpRequestResolver } from './help-request.resolver.js'
import { ColleagueResolver } from './colleague.resolver.js'
import { RecoveryResolver } from './recovery.resolver.js'

export const recovery = feature({
  resolvers: [RecoveryResolver, HelpRequestResolver, HelpRequestConnectionResolver, ColleagueResolver],
  entities: [HelpRequest],
  jobs: [{
    name: 'delete-decided-help-requests',
    schedule: '40 3 * * *',
    async run({ database: { system } }) {
      await system.query('select delete_decided_help_requests()')
    },
  }],
})
