import { feature } from '../feature/feature.js'
import { sentences as enSentences } from './baseline.sentences.en.js'
import { sentences as zhCNSentences } from './baseline.sentences.zh-CN.js'

export const baseline = feature({ sentences: { 'en': enSentences, 'zh-CN': zhCNSentences } })
