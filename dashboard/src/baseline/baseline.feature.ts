import { computed } from 'vue'
import { useViewer } from '../account/use-viewer.js'
import { feature } from '../feature/feature.js'
import { useBaselineCommands } from './baseline-commands.js'
import { baseline as en } from './baseline.en.js'
import { sentences as enSentences } from './baseline.sentences.en.js'
import { sentences as zhCNSentences } from './baseline.sentences.zh-CN.js'
import { baseline as zhCN } from './baseline.zh-CN.js'

export const baseline = feature({
  pages: [
    { path: 'baselines', component: () => import('./BaselinesPage.vue'), meta: { title: 'baseline.title' } },
    { path: 'baselines/:id', component: () => import('./BaselinePage.vue'), props: true, meta: { title: 'baseline.one' } },
  ],
  clientTabs: [{
    path: 'baseline',
    title: 'baseline.tab',
    component: () => import('./ClientBaseline.vue'),
    of: ({ baseline, baselineDrift: drift }) =>
      ({ shown: baseline != null, count: drift ? drift.policies.length + drift.settings.length || undefined : undefined }),
  }],
  navigation: [{
    to: '/baselines',
    title: 'baseline.title',
    icon: 'check-circle',
    useShown() {
      const { provider } = useViewer()
      return computed(() => provider.value !== undefined)
    },
  }],
  commands: useBaselineCommands,
  messages: { 'en': { baseline: en }, 'zh-CN': { baseline: zhCN } },
  sentences: { 'en': enSentences, 'zh-CN': zhCNSentences },
})
