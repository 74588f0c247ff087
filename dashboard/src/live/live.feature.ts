import { feature } from '../feature/feature.js'
import { live as en } from './live.en.js'
import { live as zhCN } from './live.zh-CN.js'

export const live = feature({ messages: { 'en': { live: en }, 'zh-CN': { live: zhCN } } })
