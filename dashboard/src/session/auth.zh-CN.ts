import type { Translated } from '../i18n/use-i18n.js'
import type { auth as english, doubt as englishDoubt, proof as englishProof, secondStep as englishSecondStep } from './auth.en.js'

export const auth: Translated<typeof english> = {
  alsoNeeds: '还须包含{signs}。',
  email: '邮箱地址',
  endFinal: '会话将在 {time} 达到最长时限。输入主密码即可继续，此页面上的内容不会丢失。',
  endIdle: '已有一段时间没有操作；您将在 {time} 自动退出登录。',
  endStay: '保持登录',
  endTitle: '您的会话即将结束',
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
  hint: {
    label: '密码提示（可选）',
    none: '未设置提示',
    send: '发送我的提示',
    sent: '如果此地址属于这里的某个人，提示正在发往该地址。',
    set: '已设置提示',
    tells: '提示中包含您的主密码。请写只有您自己能想起的内容。',
    text: '并非机密：服务器可以读取它，有人在登录页面请求时会发送到您的邮箱。',
    title: '发送我的密码提示',
    where: '您选择主密码时写下的提示将发送到您的邮箱。',
  },
  passwordHint: '至少 {n} 个字符；几个互不相关的词就很好。',
  repeatPassword: '再次输入主密码',
  show: '显示密码',
  signIn: '登录',
  signOut: '退出登录',
  signedInAs: '您以 {email} 登录。',
  tooShort: '仍然太短：至少 {n} 个字符。',
  unlock: '解锁',
  unlockLead: '此操作需要您的密钥，密钥只在此标签页打开期间保留。密码不会被发送。',
  unlockTitle: '解锁您的密钥',
  untold: '您已在此退出登录，但未能告知服务器：会话在那里会继续，直到过期。请重新登录，并在个人资料中结束它。',
  wrongPassword: '主密码不正确，请重试。',
  lacks: {
    minComplexity: '良好，但您的组织要求更强的密码：请再加一个不相关的词',
    requireLower: '需要一个小写字母',
    requireNumbers: '需要一个数字',
    requireSpecial: '需要一个特殊字符',
    requireUpper: '需要一个大写字母',
  },
  sign: {
    requireLower: '小写字母',
    requireNumbers: '数字',
    requireSpecial: '特殊字符',
    requireUpper: '大写字母',
  },
  strength: {
    0: '一猜即中：请用几个互不相关的词',
    1: '非常弱：请用几个互不相关的词',
    2: '太弱：请再加一个不相关的词',
    3: '良好',
    4: '强',
  },
}

export const secondStep: Translated<typeof englishSecondStep> = {
  another: '使用其他方式',
  code: '验证器应用的验证码',
  keyNext: '继续时，将要求您使用安全密钥或通行密钥。',
  keyText: '主密码正确。现在请按浏览器的提示使用您的安全密钥或通行密钥。',
  mailAgain: '重新发送验证码',
  mailText: '主密码正确。请输入发送到您邮箱的验证码。',
  mailedCode: '邮件中的验证码',
  mailedTo: '已发送至 {email}；最新的验证码五分钟内有效，可尝试三次。',
  mailing: '正在发送验证码。',
  recoveryCode: '恢复码',
  recoveryText: '它可让您登录一次，并会关闭两步登录：请之后重新设置。',
  remember: '30 天内在此设备上不再询问',
  text: '主密码正确。请输入验证器应用显示的六位数字。',
  title: '第二步',
  useApp: '使用验证器应用',
  useKey: '使用安全密钥',
  useMail: '通过邮件获取验证码',
  useRecovery: '使用恢复码',
}

export const proof: Translated<typeof englishProof> = {
  go: '继续',
  text: '继续之前，请再次证明是您本人。十分钟内不再询问。',
  title: '确认是您本人',
}

export const doubt: Translated<typeof englishDoubt> = {
  go: {
    ACCOUNT_KNOWN: '我的账户已被删除：生成新密钥',
    KEY_ADDED: '它属于我：使用此密钥',
    KEY_UNKNOWN: '我已加入：使用此密钥',
  },
  text: {
    ACCOUNT_KNOWN: '服务器称 {email} 没有账户，但此浏览器知道该地址的密钥。只有当您从某人那里（而不是从此页面）得知您的账户已被删除时才继续。否则请取消，照常登录并报告此事：作弊的服务器可以让您生成新密钥，使您把它的密钥当作您服务商的密钥。',
    KEY_ADDED: '您从未使用过服务器为此客户（{id}）交出的密钥。只有当您确知自己是其所有者、且其服务商已解除关联时才继续；否则，无论页面上显示什么名称，请取消并报告：作弊的服务器可以伪造客户及其密钥，从而读取您的人员存放在那里的内容。',
    KEY_UNKNOWN: '您在此浏览器中使用过一个客户的密钥，但从未使用过服务器现在为 {id} 交出的这一个。只有当您加入了第二个客户或一家服务商、而这正是它时才继续。如果您仍只属于原来的客户，无论页面上显示什么名称，请取消并报告：作弊的服务器可以伪造密钥。',
  },
  title: {
    ACCOUNT_KNOWN: '此浏览器知道该地址的密钥',
    KEY_ADDED: '您从未使用过此客户的密钥',
    KEY_UNKNOWN: '您从未在此使用过这个密钥',
  },
}
