import { computed } from 'vue'
import { feature } from '../feature/feature.js'
import { useInstallation } from '../installation/use-installation.js'
import { mailbox as en } from './mailbox.en.js'
import { mailbox as zhCN } from './mailbox.zh-CN.js'

export const mailbox = feature({
  routes: [{ path: '/mailbox', component: () => import('./MailboxPage.vue'), meta: { open: true, title: 'mailbox.title' } }],
  navigation: [{
    to: '/mailbox',
    title: 'mailbox.title',
    icon: 'mail',
    useShown() {
      const { current } = useInstallation()
      return computed(() => current.value?.mailbox === true)
    },
  }],
  messages: { 'en': { mailbox: en }, 'zh-CN': { mailbox: zhCN } },
})
