import type { Translated } from '../i18n/use-i18n.js'
import type { rotation as english } from './rotation.en.js'

export const rotation: Translated<typeof english> = {
  confirmed: '为 {client} 封装我的新密钥',
  done: '您的密钥已轮换。您的所有会话均已结束：请用原来的主密码重新登录。',
  enrolled: '您已登记账户恢复。有权在那里重置密码的人也会得到新密钥，请与管理员逐一核对短语。若有您未登记或不再需要的，请先关闭此窗口并撤回。',
  rotate: '轮换密钥',
  sessionsEnd: '您的所有会话都将结束，包括当前会话。',
  text: '在此生成新的用户密钥，旧密钥下的所有内容都会重新封装；主密码和指纹短语保持不变。当他人可能接触过您的密钥时请轮换，例如您的浏览器曾被他人使用，或发生过并非您请求的重置。',
  title: '轮换您的密钥',
}
