import { feature } from '../feature/feature.js'
import { tokenOf } from './invitation-link.js'
import { invitation as en } from './invitation.en.js'
import { invitation as zhCN } from './invitation.zh-CN.js'

export const invitation = feature({
  routes: [
    { path: '/invitation', component: () => import('./InvitationPage.vue'), meta: { open: true, title: 'invitation.title' } },
    // Some mail filters write the # of a link as %23.
    { path: '/:link(invitation%23.*)', redirect: ({ params: { link } }) => ({ path: '/invitation', hash: `#${tokenOf(String(link))}` }) },
  ],
  messages: { 'en': { invitation: en }, 'zh-CN': { invitation: zhCN } },
})
