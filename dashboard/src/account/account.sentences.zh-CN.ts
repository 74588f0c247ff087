import type { sentences as english } from './account.sentences.en.js'

export const sentences: Record<keyof typeof english, string> = {
  User_LoggedIn: '{actor} 登录',
  User_ChangedPassword: '{actor} 更改了主密码',
  User_ChangedEmail: '{actor} 将邮箱地址从 {before} 更改为 {email}',
  User_ChangedKdf: '{actor} 更改了其密钥的派生方式',
  User_Deleted: '{actor} 删除了自己的账户 {email}',
  User_Updated2fa: '{actor} 设置或更改了两步登录方式',
  User_Disabled2fa: '{actor} 关闭了一种两步登录方式',
  User_Recovered2fa: '{actor} 使用了恢复代码',
  User_FailedLogIn: '{subject} 登录失败：密码错误',
  User_FailedLogIn2fa: '{subject} 登录失败：第二步验证错误',
  User_SecurityKeyCounterFell: '{subject} 的安全密钥被拒绝：其计数器回退，可能存在副本',
  User_ClientExportedVault: '{actor} 导出了个人密码库',
  User_UpdatedTempPassword: '{actor} 更换了临时密码',
  User_MigratedKeyToKeyConnector: '{actor} 迁移到 Key Connector',
  User_RequestedDeviceApproval: '{actor} 请求批准设备',
  User_TdeOffboardingPasswordSet: '{actor} 在停用受信任设备时设置了主密码',
  Session_Revoked: '{actor} 结束了自己的一个会话',
  Session_RefreshReused: '{subject} 的会话已结束：刷新令牌被重复使用',
  User_SignedOut: '{actor} 退出登录',
  User_SignedOutEverywhere: '{actor} 在所有设备上退出登录',
}
