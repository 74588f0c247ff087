import { relayStylePagination } from '@apollo/client/utilities'
import { feature } from '../feature/feature.js'
import { useClientCommands } from './client-commands.js'
import * as en from './client.en.js'
import { sentences as enSentences } from './client.sentences.en.js'
import { sentences as zhCNSentences } from './client.sentences.zh-CN.js'
import * as zhCN from './client.zh-CN.js'

export const client = feature({
  pages: [
    { path: '', component: () => import('./ClientsPage.vue'), meta: { title: 'client.title' } },
    { name: 'client', path: 'clients/:id', component: () => import('./ClientPage.vue'), props: true, meta: { title: 'client.one' } },
  ],
  clientTabs: [{ path: '', title: 'client.overview', component: () => import('./ClientOverview.vue'), of: () => ({ shown: true }) }],
  navigation: [{ to: '/', title: 'client.title', icon: 'tower' }],
  commands: useClientCommands,
  cache: {
    Query: { fields: { clients: relayStylePagination(['filter', 'orderBy']) } },
    Client: { fields: { lastEvent: { merge: false } } },
  },
  messages: { 'en': en, 'zh-CN': { client: zhCN.client, plan: zhCN.plan } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
