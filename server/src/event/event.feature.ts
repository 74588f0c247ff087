import { feature } from '../request/feature.js'
import { eventNode } from './event-node.js'
import { EventResolver } from './event.resolver.js'
import { expireLogs } from './retention.js'

export const event = feature({
  resolvers: [EventResolver],
  nodes: [eventNode],
  jobs: [{
    name: 'expire-logs',
    schedule: '* * * * *',
    takesPart: ({ config }) => config.retentionDays > 0,
    run: ({ config, database: { system }, clock, announce }) => expireLogs(system, config.retentionDays, clock(), announce),
  }],
})
