import { relayStylePagination } from '@apollo/client/utilities'
import { feature } from '../feature/feature.js'
import { group as en } from './group.en.js'
import { sentences as enSentences } from './group.sentences.en.js'
import { sentences as zhCNSentences } from './group.sentences.zh-CN.js'
import { group as zhCN } from './group.zh-CN.js'

export const group = feature({
  clientTabs: [{
    path: 'groups',
    title: 'group.tab',
    component: () => import('./ClientGroups.vue'),
    of: ({ viewerCanListGroups: shown, groupCount: count }) => ({ shown, count: count ?? undefined }),
  }],
  cache: { Client: { fields: { groups: relayStylePagination(['filter', 'orderBy']) } } },
  messages: { 'en': { group: en }, 'zh-CN': { group: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
