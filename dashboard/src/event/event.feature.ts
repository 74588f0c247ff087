import { feature } from '../feature/feature.js'
import { event as en } from './event.en.js'
import { event as zhCN } from './event.zh-CN.js'

export const event = feature({
  // Kept in what shows them and gone with it: under a name of their own, those of a stream would pile up for as long as the tab is open.
  // Who acts is called as at the time, so the same id in two events is not the same object.
  cache: { Event: { keyFields: false }, EventActor: { keyFields: false }, EventSubject: { keyFields: false } },
  messages: { 'en': { event: en }, 'zh-CN': { event: zhCN } },
})
