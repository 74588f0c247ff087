import type { Translated } from '../i18n/use-i18n.js'
import type { team as english } from './provider-user.en.js'

export const team: Translated<typeof english> = {
  adminsOnly: '仅服务商管理员可见；请联系其中一位。',
  askedForHelp: '忘记密码？请求于{when}',
  askedForHelpText: '有人在登录页面这样表示；请拨打您已知的号码与其联系。对方登录后此提示会消失。',
  brokenLine: '第 {line} 行：{email} – {problem}',
  filter: '筛选团队',
  invite: '邀请加入团队',
  inviteText: '最多 {n} 个地址，每行一个。对方接受后再进行确认。',
  makeType: '设为{type}',
  makeTypeTitle: '将 {name} 设为{type}？',
  rename: '重命名服务商',
  resetIn: '在 {client} 中重置',
  resetNowhere: '未登记任何客户的账户恢复，因此无人可以重置。请将其移除，并用另一个地址重新邀请。',
  resetTwoStep: '移除两步登录',
  resetTwoStepText: '所有第二步验证方式和恢复码将被移除，所有会话将结束；主密码保持不变。对方会收到邮件；如您要求两步登录，重新设置后才能再次看到客户。请致电确认确实是本人的请求。',
  resetTwoStepTitle: '移除 {name} 的两步登录？',
  removeText: '对方将立即失去对服务商及其所有客户的访问权限。账户保留。',
  send: '发送邀请',
  signOutText: '对方在所有设备上的会话将在一秒内结束，并会收到邮件。可以照常重新登录。',
  text: '服务商自己的人员。请至少保留两位服务商管理员。',
  title: '团队',
  type_: '类型',
  mail: {
    failing: '{n} 封邮件未能发出，将再次尝试：{why}',
    none: '未配置邮件服务器，因此邮件不会离开此安装；在本机上可在邮箱页面查看。请由运行此安装的人设置 WARDROOM_SMTP_URL。',
    sent: '邮件服务器已接收此邮件。如果您没有收到，请查看邮件服务器的日志和垃圾邮件文件夹。',
    test: '给我发送测试邮件',
    title: '邮件',
    waiting: '所有邮件都已交给邮件服务器。 | {n} 封邮件等待发送。 | {n} 封邮件等待发送。',
  },
  job: {
    confirm: '确认 {n} 人',
    invite: '邀请 {n} 人',
    remove: '移除 {n} 人',
    signOut: '结束 {n} 位同事的会话',
    resend: '重新发送 {n} 个邀请',
  },
  type: {
    PROVIDER_ADMIN: '服务商管理员',
    SERVICE_USER: '服务人员',
  },
  typeText: {
    PROVIDER_ADMIN: '还可管理团队、创建客户、解除客户关联、购买席位。',
    SERVICE_USER: '照管客户及其人员。',
  },
}
