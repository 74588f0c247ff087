import type { sentences as english } from './provider-user.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  ProviderUser_Invited: '{actor} 邀请 {subject} 加入团队',
  ProviderUser_Confirmed: '{actor} 在团队中确认了 {subject}',
  ProviderUser_Updated: '{actor} 更改了 {subject} 在团队中的类型',
  ProviderUser_ScopeChanged: '{actor} 更改了 {subject} 所服务的客户',
  ProviderUser_HoursChanged: '{actor} 更改了团队成员 {subject} 的工作时间',
  ProviderUser_Removed: '{actor} 将 {subject} 移出团队',
  ProviderUser_Accepted: '{subject} 接受了团队邀请',
  ProviderUser_InvitationResent: '{actor} 向 {subject} 重新发送了团队邀请',
  ProviderUser_SignedOut: '{actor} 结束了团队成员 {subject} 的所有会话',
  ProviderUser_TwoStepReset: '{actor} 移除了团队成员 {subject} 的两步登录',
  ProviderUser_TwoStepResetRefused: '{actor} 试图移除团队成员 {subject} 的两步登录，被拒绝',
  ProviderUser_AskedForHelp: '有人称团队成员 {subject} 忘记了主密码',
}
