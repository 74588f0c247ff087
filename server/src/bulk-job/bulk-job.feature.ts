import { entityNode, feature } from '../request/feature.js'
import {
  BulkJobConnectionResolver,
  BulkJobResolver,
  BulkJobRowConnectionResolver,
  BulkJobRowResolver,
  ClientBulkJobsResolver,
  lookAtJob,
} from './bulk-job.resolver.js'
import { BulkJob } from './bulk-job.js'
import { DirectoryResolver } from './directory.resolver.js'
import { runBulkJobs } from './run-bulk-jobs.js'
import { tidyBulkJobs } from './tidy-bulk-jobs.js'

export const bulkJob = feature({
  resolvers: [
    BulkJobResolver,
    BulkJobConnectionResolver,
    BulkJobRowResolver,
    BulkJobRowConnectionResolver,
    ClientBulkJobsResolver,
    DirectoryResolver,
  ],
  entities: [BulkJob],
  live: { bulkJob: lookAtJob },
  nodes: [entityNode(BulkJob, 'bulkJob:list')],
  jobs: [
    {
      name: 'run-bulk-jobs',
      schedule: '* * * * *',
      after: ['BulkJob_Started'],
      atStart: true,
      queue: { policy: 'short', retryLimit: 0 }, // one that was killed stays active for a quarter of an hour and keeps nobody from going on
      run: runBulkJobs,
    },
    { name: 'tidy-bulk-jobs', schedule: '11 * * * *', run: tidyBulkJobs },
  ],
})
