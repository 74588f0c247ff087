import { relayStylePagination } from '@apollo/client/utilities'
import { feature } from '../feature/feature.js'
import { collection as en } from './collection.en.js'
import { sentences as enSentences } from './collection.sentences.en.js'
import { sentences as zhCNSentences } from './collection.sentences.zh-CN.js'
import { collection as zhCN } from './collection.zh-CN.js'

export const collection = feature({
  clientTabs: [
    {
      path: 'collections',
      title: 'collection.tab',
      component: () => import('./ClientCollections.vue'),
      of: ({ viewerCanReadCollections: sees, viewerCanCreateCollections: makes, collectionCount: count }) =>
        ({ shown: sees || makes, count: count ?? undefined }),
    },
    {
      path: 'access',
      title: 'collection.accessTab',
      component: () => import('./ClientAccess.vue'),
      of: ({ collectionCount: count, viewerCanListUsers }) => ({ shown: viewerCanListUsers && Boolean(count) }),
    },
  ],
  cache: { Client: { fields: { collections: relayStylePagination(['filter', 'orderBy']), collectionSettings: { merge: true } } } },
  messages: { 'en': { collection: en }, 'zh-CN': { collection: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
