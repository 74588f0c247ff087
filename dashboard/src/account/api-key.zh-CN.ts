import type { Translated } from '../i18n/use-i18n.js'
import type { apiKey as english } from './api-key.en.js'

export const apiKey: Translated<typeof english> = {
  clientId: '客户端 ID：',
  copy: '复制密钥',
  kept: '我已保存',
  made: '创建于',
  madeTitle: '您的个人 API 密钥',
  make: '创建 API 密钥',
  makeText: '持有者可以您的身份操作，无需主密码和第二步验证，直到您移除它或更改登录方式。它无法打开任何已封装的内容。您会收到邮件通知。',
  once: '密钥仅显示这一次。请将其放入程序保存密钥的地方。',
  remove: '移除 API 密钥',
  removeText: '使用该密钥的程序会在一秒内退出登录。',
  replace: '更换 API 密钥',
  replaceText: '使用当前密钥的程序会在一秒内退出登录，需要换用新密钥。您会收到邮件通知。',
  secret: '客户端密钥',
  text: '供您自己的程序和脚本使用：它们以您的身份登录。团队的工具请使用 API 令牌。',
  title: '个人 API 密钥',
  unused: '从未使用',
  used: '上次使用',
}
