import { relayStylePagination } from '@apollo/client/utilities'
import { computed } from 'vue'
import { useViewer } from '../account/use-viewer.js'
import { feature } from '../feature/feature.js'
import { useClientGroupCommands } from './client-group-commands.js'
import { clientGroup as en } from './client-group.en.js'
import { sentences as enSentences } from './client-group.sentences.en.js'
import { sentences as zhCNSentences } from './client-group.sentences.zh-CN.js'
import { clientGroup as zhCN } from './client-group.zh-CN.js'

export const clientGroup = feature({
  pages: [{ path: 'client-groups', component: () => import('./ClientGroupsPage.vue'), meta: { title: 'clientGroup.title' } }],
  clientTabs: [{
    path: 'tags',
    title: 'clientGroup.tab',
    component: () => import('./ClientTags.vue'),
    of: ({ tags }) => ({ shown: tags != null, count: tags?.length || undefined }),
  }],
  navigation: [{
    to: '/client-groups',
    title: 'clientGroup.title',
    icon: 'layers',
    useShown() {
      const { provider } = useViewer()
      return computed(() => provider.value !== undefined)
    },
  }],
  commands: useClientGroupCommands,
  cache: { Provider: { fields: { clientGroups: relayStylePagination(['filter', 'orderBy']) } } },
  messages: { 'en': { clientGroup: en }, 'zh-CN': { clientGroup: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
