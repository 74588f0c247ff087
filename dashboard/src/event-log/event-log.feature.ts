import { relayStylePagination } from '@apollo/client/utilities'
import { feature } from '../feature/feature.js'
import { useMayFollow } from '../live/use-feed.js'
import { sentences as en } from './event-log.sentences.en.js'
import { sentences as zhCN } from './event-log.sentences.zh-CN.js'

export const eventLog = feature({
  pages: [{ path: 'events', component: () => import('./EventsPage.vue'), meta: { title: 'event.title' } }],
  clientTabs: [{
    path: 'events',
    title: 'event.title',
    component: () => import('./ClientEvents.vue'),
    of: ({ viewerCanReadEvents }) => ({ shown: viewerCanReadEvents }),
  }],
  navigation: [{ to: '/events', title: 'event.title', icon: 'events', useShown: useMayFollow }],
  cache: {
    Query: { fields: { events: relayStylePagination(['providerId', 'filter', 'order']) } },
    Client: { fields: { events: relayStylePagination(['filter']) } },
  },
  sentences: { en, 'zh-CN': zhCN },
})
