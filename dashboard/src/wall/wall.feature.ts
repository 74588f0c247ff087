import { feature } from '../feature/feature.js'
import { useMayFollow } from '../live/use-feed.js'
import { wall as en } from './wall.en.js'
import { wall as zhCN } from './wall.zh-CN.js'

export const wall = feature({
  routes: [{ path: '/wall', component: () => import('./WallPage.vue'), meta: { title: 'wall.title', unattended: true } }],
  navigation: [{ to: '/wall', title: 'wall.title', icon: 'monitor', useShown: useMayFollow }],
  messages: { 'en': { wall: en }, 'zh-CN': { wall: zhCN } },
})
