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
  clientOf: '{provider} 的客户',
  invitedOn: '邀请于 {date}',
  linkOver: '链接已过期：请索取新的邀请',
  places: '您受邀加入之处',
  standing: {
    text: {
      waiting: '您已接受邀请。与 {place} 的管理员比对此短语后，对方会确认您；届时本页会自动继续。',
      invited: '您受邀加入 {place}，但尚未接受：请打开发送至 {email} 的邮件中的链接。届时本页会自动继续。',
      none: '管理员可能已将您移除或暂停了您的访问。{email} 的账户仍然保留：重新加入后，本页会自动继续。',
    },
    title: {
      waiting: '等待确认',
      invited: '您有一份邀请',
      none: '您不属于任何服务商或客户',
    },
  },
  team: '服务商团队',
  toAccept: '尚未接受',
  toConfirm: '等待确认',
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
