import { feature } from '../request/feature.js'
import { CheckpointResolver } from './checkpoint.resolver.js'
import { writeCheckpoints } from './folder.js'

export const checkpoint = feature({
  resolvers: [CheckpointResolver],
  jobs: [{
    // A failed checkpoint may be skipped: the next one commits to everything before it, too.
    name: 'write-checkpoints',
    schedule: '0 * * * *',
    atStart: true,
    run: ({ config, database: { system }, secrets, clock }) =>
      writeCheckpoints(config.checkpointDir, system, secrets.checkpointKey, clock()),
  }],
})
