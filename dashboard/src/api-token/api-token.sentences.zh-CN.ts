import type { sentences as english } from './api-token.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  ApiToken_Created: '{actor} 创建了 API 令牌 {subject}',
  ApiToken_Revoked: '{actor} 撤销了 API 令牌 {subject}',
  ApiToken_Rotated: '{actor} 更换了 API 令牌 {subject} 的密钥',
  ApiToken_OldSecretEnded: '{actor} 终止了 API 令牌 {subject} 的旧密钥',
  ApiToken_AddressesChanged: '{actor} 更改了 API 令牌 {subject} 允许的地址',
  ApiToken_AddressRefused: 'API 令牌 {subject} 被从不允许的地址使用',
}
