import { feature } from '../feature/feature.js'
import { seat as en } from './seat.en.js'
import { sentences as enSentences } from './seat.sentences.en.js'
import { sentences as zhCNSentences } from './seat.sentences.zh-CN.js'
import { seat as zhCN } from './seat.zh-CN.js'

export const seat = feature({
  clientTabs: [{
    path: 'seats',
    title: 'seat.tab',
    component: () => import('./ClientSeats.vue'),
    of: ({ seats }) => seats ? { shown: true, count: `${seats.occupied}/${seats.bought}` } : { shown: false },
  }],
  cache: { Client: { fields: { seats: { merge: true } } } },
  messages: { 'en': { seat: en }, 'zh-CN': { seat: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
