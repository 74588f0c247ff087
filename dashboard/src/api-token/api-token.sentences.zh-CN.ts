import type { sentences as english } from './api-token.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  ApiToken_Created: '{actor} 创建了 API 令牌 {subject}',
  ApiToken_Revoked: '{actor} 撤销了 API 令牌 {subject}',
}
