import { feature } from '../feature/feature.js'
import { demand as demandEn } from './provider.en.js'
import { sentences as en } from './provider.sentences.en.js'
import { sentences as zhCN } from './provider.sentences.zh-CN.js'
import { demand as demandZhCN } from './provider.zh-CN.js'

export const provider = feature({
  messages: { 'en': { demand: demandEn }, 'zh-CN': { demand: demandZhCN } },
  sentences: { 'en': en, 'zh-CN': zhCN },
})
