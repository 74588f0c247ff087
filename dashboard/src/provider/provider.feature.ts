import { feature } from '../feature/feature.js'
import { sentences as en } from './provider.sentences.en.js'
import { sentences as zhCN } from './provider.sentences.zh-CN.js'

export const provider = feature({ sentences: { 'en': en, 'zh-CN': zhCN } })
