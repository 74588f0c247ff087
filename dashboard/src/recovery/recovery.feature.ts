import { relayStylePagination } from '@apollo/client/utilities'
import { computed } from 'vue'
import { useViewer } from '../account/use-viewer.js'
import { feature } from '../feature/feature.js'
import * as en from './recovery.en.js'
import { help as zhCNHelp, recovery as zhCNRecovery } from './recovery.zh-CN.js'

export const recovery = feature({
  pages: [{ path: 'help-requests', component: () => import('./HelpRequestsPage.vue'), meta: { title: 'help.title' } }],
  navigation: [{
    to: '/help-requests',
    title: 'help.title',
    icon: 'help',
    useShown() {
      const { viewer, membership, provider } = useViewer()
      const looksAfter = computed(() => provider.value !== undefined && membership.value?.type !== 'OUTSIDE_TECHNICIAN')
      return computed(() => looksAfter.value || viewer.value?.clientMemberships.some(({ role, permissions }) =>
        role === 'OWNER' || role === 'ADMIN' || permissions.includes('manageResetPassword')) === true)
    },
  }],
  cache: { Query: { fields: { helpRequests: relayStylePagination(['filter']) } } },
  messages: { 'en': en, 'zh-CN': { recovery: zhCNRecovery, help: zhCNHelp } },
})
