import { relayStylePagination } from '@apollo/client/utilities'
import { feature } from '../feature/feature.js'
import { bulkJob as en } from './bulk-job.en.js'
import { sentences as enSentences } from './bulk-job.sentences.en.js'
import { sentences as zhCNSentences } from './bulk-job.sentences.zh-CN.js'
import { bulkJob as zhCN } from './bulk-job.zh-CN.js'

export const bulkJob = feature({
  clientTabs: [{
    path: 'jobs',
    title: 'bulkJob.tab',
    component: () => import('./ClientJobs.vue'),
    of: ({ viewerCanListBulkJobs: shown }) => ({ shown }),
  }],
  cache: {
    Client: { fields: { bulkJobs: relayStylePagination(['filter']) } },
    BulkJob: { fields: { rows: relayStylePagination(['filter']) } },
  },
  messages: { 'en': { bulkJob: en }, 'zh-CN': { bulkJob: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
