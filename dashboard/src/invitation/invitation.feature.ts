import { feature } from '../feature/feature.js'
import { invitation as en } from './invitation.en.js'
import { invitation as zhCN } from './invitation.zh-CN.js'

export const invitation = feature({
  routes: [{ path: '/invitation', component: () => import('./InvitationPage.vue'), meta: { open: true, title: 'invitation.title' } }],
  messages: { 'en': { invitation: en }, 'zh-CN': { invitation: zhCN } },
})
