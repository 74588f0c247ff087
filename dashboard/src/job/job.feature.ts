import { feature } from '../feature/feature.js'
import { job as en } from './job.en.js'
import { job as zhCN } from './job.zh-CN.js'

export const job = feature({ messages: { 'en': { job: en }, 'zh-CN': { job: zhCN } } })
