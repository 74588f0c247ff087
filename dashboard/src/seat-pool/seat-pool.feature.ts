import { computed } from 'vue'
import { useViewer } from '../account/use-viewer.js'
import { feature } from '../feature/feature.js'
import { pool as en } from './seat-pool.en.js'
import { pool as zhCN } from './seat-pool.zh-CN.js'

export const seatPool = feature({
  pages: [{ path: 'seat-pools', component: () => import('./SeatPoolsPage.vue'), meta: { title: 'pool.title' } }],
  navigation: [{
    to: '/seat-pools',
    title: 'pool.title',
    icon: 'seats',
    useShown() {
      const { provider } = useViewer()
      return computed(() => provider.value?.viewerCanReadSeatPools === true)
    },
  }],
  cache: { Provider: { fields: { seatPools: { merge: false } } } },
  messages: { 'en': { pool: en }, 'zh-CN': { pool: zhCN } },
})
