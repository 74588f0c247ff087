import type { Translated } from '../i18n/use-i18n.js'
import type { auth as english } from './auth.en.js'

export const auth: Translated<typeof english> = {
  email: '邮箱地址',
  ended: '您的会话已结束。请重新登录以继续。',
  hide: '隐藏密码',
  insecure: '此页面未通过 HTTPS 打开，浏览器拒绝加密。请通过 HTTPS 或 localhost 打开。',
  dependsOnKeyboard: '此密码中的某些字符在其他键盘上会输入为不同的字节，您可能会被锁在外面；请换用其他字符。',
  lead: '主密码只留在此浏览器中，并在这里打开您的密钥。',
  lock: '锁定密钥',
  masterPassword: '主密码',
  mismatch: '两次输入的密码不一致。',
  name: '姓名',
  neverSent: '没有人能找回此密码：服务器从不知道它。请妥善保管。',
  passwordHint: '至少 {n} 个字符；几个互不相关的词就很好。',
  repeatPassword: '再次输入主密码',
  show: '显示密码',
  signIn: '登录',
  signOut: '退出登录',
  tooShort: '仍然太短：至少 {n} 个字符。',
  unlock: '解锁',
  unlockLead: '此操作需要您的密钥，密钥只在此标签页打开期间保留。密码不会被发送。',
  unlockTitle: '解锁您的密钥',
  wrongPassword: '主密码不正确，请重试。',
  strength: {
    0: '非常弱',
    1: '弱',
    2: '一般',
    3: '良好',
    4: '强',
  },
}
