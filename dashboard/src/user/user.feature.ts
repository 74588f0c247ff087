import { relayStylePagination } from '@apollo/client/utilities'
import { feature } from '../feature/feature.js'
import { user as en } from './user.en.js'
import { sentences as enSentences } from './user.sentences.en.js'
import { sentences as zhCNSentences } from './user.sentences.zh-CN.js'
import { user as zhCN } from './user.zh-CN.js'

export const user = feature({
  clientTabs: [{
    path: 'users',
    title: 'user.tab',
    component: () => import('./ClientUsers.vue'),
    of: ({ viewerCanListUsers: shown, userCounts: counts }) => counts
      ? { shown, count: counts.invited + counts.accepted + counts.confirmed + counts.revoked + counts.staged }
      : { shown },
  }],
  cache: { Client: { fields: { users: relayStylePagination(['filter', 'orderBy']), userCounts: { merge: true } } } },
  messages: { 'en': { user: en }, 'zh-CN': { user: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
