import type { sentences as english } from './provider-user.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  ProviderUser_Invited: '{actor} 邀请 {subject} 加入团队',
  ProviderUser_Confirmed: '{actor} 在团队中确认了 {subject}',
  ProviderUser_Updated: '{actor} 更改了 {subject} 在团队中的类型',
  ProviderUser_Removed: '{actor} 将 {subject} 移出团队',
  ProviderUser_Accepted: '{subject} 接受了团队邀请',
  ProviderUser_InvitationResent: '{actor} 向 {subject} 重新发送了团队邀请',
}
