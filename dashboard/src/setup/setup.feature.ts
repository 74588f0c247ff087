import { feature } from '../feature/feature.js'
import { setup as en } from './setup.en.js'
import { setup as zhCN } from './setup.zh-CN.js'

export const setup = feature({
  routes: [{ path: '/welcome', component: () => import('./WelcomePage.vue'), meta: { open: true, title: 'setup.title' } }],
  messages: { 'en': { setup: en }, 'zh-CN': { setup: zhCN } },
})
