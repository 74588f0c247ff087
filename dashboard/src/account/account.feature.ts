import { feature } from '../feature/feature.js'
import * as en from './account.en.js'
import { sentences as enSentences } from './account.sentences.en.js'
import { sentences as zhCNSentences } from './account.sentences.zh-CN.js'
import * as zhCN from './account.zh-CN.js'
import { apiKey as enApiKey } from './api-key.en.js'
import { apiKey as zhCNApiKey } from './api-key.zh-CN.js'
import { rotation as enRotation } from './rotation.en.js'
import { rotation as zhCNRotation } from './rotation.zh-CN.js'
import { twoStep as enTwoStep } from './two-step.en.js'
import { twoStep as zhCNTwoStep } from './two-step.zh-CN.js'

export const account = feature({
  pages: [{ path: 'profile', component: () => import('./ProfilePage.vue'), meta: { title: 'profile.title', personal: true } }],
  navigation: [{ to: '/profile', title: 'profile.title', icon: 'user' }],
  cache: { ViewerInfo: { merge: true } },
  messages: {
    'en': { ...en, apiKey: enApiKey, rotation: enRotation, twoStep: enTwoStep },
    'zh-CN': { account: zhCN.account, apiKey: zhCNApiKey, profile: zhCN.profile, rotation: zhCNRotation, twoStep: zhCNTwoStep },
  },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
