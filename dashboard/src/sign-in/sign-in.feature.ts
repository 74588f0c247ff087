import { feature } from '../feature/feature.js'
import { demo as en } from './sign-in.en.js'
import { demo as zhCN } from './sign-in.zh-CN.js'

export const signIn = feature({
  routes: [{ path: '/sign-in', component: () => import('./SignInPage.vue'), meta: { open: true, title: 'auth.signIn' } }],
  messages: { 'en': { demo: en }, 'zh-CN': { demo: zhCN } },
})
