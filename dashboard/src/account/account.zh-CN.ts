import type { Translated } from '../i18n/use-i18n.js'
import type * as english from './account.en.js'

export const account: Translated<typeof english.account> = {
  fingerprint: '指纹短语',
  confirm: {
    all: '所有短语均一致',
    compared: '{name} 的短语一致',
    lead: '请通过电话或当面向每个人询问其短语，并逐词比对。',
    many: '确认 {n} 人',
    notNow: '现在无法确认',
    one: '确认 {name}',
    submit: '确认 {n} 人',
    submitOne: '短语一致：确认',
    unusable: '没有可用的密钥：请勿确认',
    why: '确认即交出密钥，并以该短语所代表的密钥封装。短语不同意味着中间有他人的密钥：请勿确认。',
  },
  phraseLocked: '解锁密钥后即可查看您的短语。',
  waiting: {
    text: '您已接受邀请。与 {place} 的管理员比对此短语后，对方会确认您；届时本页会自动继续。',
    title: '等待确认',
  },
}

export const profile: Translated<typeof english.profile> = {
  copyPhrase: '复制短语',
  current: '当前',
  device: '设备',
  end: '结束',
  everywhere: '在所有设备上退出',
  everywhereText: '您的所有会话将在一秒内结束，包括当前会话。',
  everywhereTitle: '在所有设备上退出？',
  fingerprintText: '管理员确认您之前会询问此短语，请读出。它在此处由您自己的密钥生成。',
  here: '在此退出',
  ip: 'IP 地址',
  keys: '密钥',
  locked: '已锁定',
  person: '您',
  provider: '服务商',
  sessions: '会话',
  since: '开始时间',
  title: '个人资料',
  unlocked: '已在此标签页解锁',
  used: '最近使用',
}
