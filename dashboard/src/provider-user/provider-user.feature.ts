import { relayStylePagination } from '@apollo/client/utilities'
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useViewer } from '../account/use-viewer.js'
import { feature } from '../feature/feature.js'
import { useI18n } from '../i18n/use-i18n.js'
import { team as en } from './provider-user.en.js'
import { sentences as enSentences } from './provider-user.sentences.en.js'
import { sentences as zhCNSentences } from './provider-user.sentences.zh-CN.js'
import { team as zhCN } from './provider-user.zh-CN.js'

export const providerUser = feature({
  pages: [{ path: 'team', component: () => import('./TeamPage.vue'), meta: { title: 'team.title' } }],
  navigation: [{
    to: '/team',
    title: 'team.title',
    icon: 'users',
    useShown() {
      const { provider } = useViewer()
      return computed(() => provider.value?.viewerCanManageUsers === true)
    },
  }],
  commands() {
    const { t } = useI18n()
    const router = useRouter()
    const { provider } = useViewer()
    return computed(() => provider.value?.viewerCanManageUsers
      ? [{ key: 'invite', label: t('team.invite'), icon: 'plus', run: () => void router.push('/team?invite=1') }]
      : [])
  },
  cache: { Provider: { fields: { users: relayStylePagination(['filter']) } } },
  messages: { 'en': { team: en }, 'zh-CN': { team: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
