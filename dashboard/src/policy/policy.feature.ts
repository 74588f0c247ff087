import { feature } from '../feature/feature.js'
import { policy as en } from './policy.en.js'
import { policy as zhCN } from './policy.zh-CN.js'

export const policy = feature({
  clientTabs: [{
    path: 'policies',
    title: 'policy.tab',
    component: () => import('./ClientPolicies.vue'),
    of: ({ viewerCanChangePolicies: shown }) => ({ shown }),
  }],
  messages: { 'en': { policy: en }, 'zh-CN': { policy: zhCN } },
})
