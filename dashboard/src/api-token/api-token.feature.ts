import { relayStylePagination } from '@apollo/client/utilities'
import { computed } from 'vue'
import { useViewer } from '../account/use-viewer.js'
import { feature } from '../feature/feature.js'
import { token as en } from './api-token.en.js'
import { sentences as enSentences } from './api-token.sentences.en.js'
import { sentences as zhCNSentences } from './api-token.sentences.zh-CN.js'
import { token as zhCN } from './api-token.zh-CN.js'

export const apiToken = feature({
  pages: [{ path: 'api-tokens', component: () => import('./ApiTokensPage.vue'), meta: { title: 'token.title' } }],
  navigation: [{
    to: '/api-tokens',
    title: 'token.title',
    icon: 'plug',
    useShown() {
      const { provider } = useViewer()
      return computed(() => provider.value?.viewerCanManageApiTokens === true)
    },
  }],
  cache: { Provider: { fields: { apiTokens: relayStylePagination(['filter', 'orderBy']) } } },
  messages: { 'en': { token: en }, 'zh-CN': { token: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
