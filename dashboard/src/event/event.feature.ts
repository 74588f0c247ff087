import { feature } from '../feature/feature.js'
import { event as en } from './event.en.js'
import { event as zhCN } from './event.zh-CN.js'

export const event = feature({ messages: { 'en': { event: en }, 'zh-CN': { event: zhCN } } })
