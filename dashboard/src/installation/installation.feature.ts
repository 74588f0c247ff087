import { feature } from '../feature/feature.js'
import { installation as en } from './installation.en.js'
import { installation as zhCN } from './installation.zh-CN.js'

export const installation = feature({ messages: { 'en': { installation: en }, 'zh-CN': { installation: zhCN } } })
