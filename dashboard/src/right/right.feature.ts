import { feature } from '../feature/feature.js'
import { right as en } from './right.en.js'
import { right as zhCN } from './right.zh-CN.js'

export const right = feature({ messages: { 'en': { right: en }, 'zh-CN': { right: zhCN } } })
