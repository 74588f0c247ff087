/** A mail as plain text; its page is made of it when it is sent (html.ts). */
export interface MailText {
  to: string
  subject: string
  text: string
}

/** In the name of a provider, or of one of its clients. */
export interface Mail extends MailText {
  providerId: string
  clientId?: string | undefined
  /** Its author chose whom it goes to, so it is limited (allowance.ts). */
  invitation?: true
}

/** Names come from people: in a header or a sentence they must stay on one line. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ')

/** The recipient's language is not known yet, so a mail says everything in English and in Chinese. */
export function bilingual<To extends { to: string }>(
  to: To,
  subject: [english: string, chinese: string],
  english: string[],
  chinese: string[],
): To & MailText {
  return { ...to, subject: oneLine(subject.join(' · ')), text: [...english, '', '—', '', ...chinese, ''].join('\n') }
}

export function invitationMail(
  to: Pick<Mail, 'providerId' | 'clientId' | 'to'>,
  { organization, inviter, link }: { organization: string, inviter: string, link: string },
): Mail {
  const mail: Mail = bilingual(to, [`Invitation to ${organization}`, `邀请您加入 ${organization}`], [
    `${oneLine(inviter)} invites you to join ${oneLine(organization)} in Wardroom.`,
    '',
    `Open this link within five days: ${link}`,
    '',
    'If you did not expect this, ignore it; nothing happens then.',
  ], [
    `${oneLine(inviter)} 邀请您加入 Wardroom 中的 ${oneLine(organization)}。`,
    '',
    `请在五天内打开此链接：${link}`,
    '',
    '如果这不是您期待的邮件，请忽略，不会发生任何事情。',
  ])
  return { ...mail, invitation: true }
}

export function acceptedMail(
  to: Pick<Mail, 'providerId' | 'clientId' | 'to'>,
  { organization, person, link }: { organization: string, person: string, link: string },
): Mail {
  return bilingual(to, [`${person} accepted the invitation to ${organization}`, `${person} 已接受 ${organization} 的邀请`], [
    `${oneLine(person)} accepted the invitation to ${oneLine(organization)} and waits to be confirmed.`,
    '',
    `Compare the fingerprint phrase, then confirm: ${link}`,
  ], [
    `${oneLine(person)} 已接受 ${oneLine(organization)} 的邀请，正在等待确认。`,
    '',
    `请核对指纹短语后确认：${link}`,
  ])
}

export function confirmedMail(
  to: Pick<Mail, 'providerId' | 'clientId' | 'to'>,
  { organization, link }: { organization: string, link: string },
): Mail {
  return bilingual(to, [`You are now a member of ${organization}`, `您已成为 ${organization} 的成员`], [
    `You were confirmed as a member of ${oneLine(organization)}. Sign in: ${link}`,
  ], [
    `您已被确认为 ${oneLine(organization)} 的成员。登录：${link}`,
  ])
}

export function removedMail(to: Pick<Mail, 'providerId' | 'clientId' | 'to'>, { organization }: { organization: string }): Mail {
  return bilingual(to, [`You were removed from ${organization}`, `您已被移出 ${organization}`], [
    `You no longer belong to ${oneLine(organization)}. Your own account stays.`,
  ], [
    `您不再属于 ${oneLine(organization)}。您自己的账户仍然保留。`,
  ])
}

/** Counts as an invitation: it goes out whenever somebody wants it to. */
export function testMail(to: Pick<Mail, 'providerId' | 'to'>, { link }: { link: string }): Mail {
  const mail: Mail = bilingual(to, ['Wardroom sends mail', 'Wardroom 可以发送邮件'], [
    `This is a test: mails of Wardroom reach you. ${link}`,
  ], [
    `这是一封测试邮件：您可以收到 Wardroom 的邮件。${link}`,
  ])
  return { ...mail, invitation: true }
}

export function revokedByPolicyMail(to: Pick<Mail, 'providerId' | 'clientId' | 'to'>, { organization }: { organization: string }): Mail {
  return bilingual(to, [`Your access to ${organization} is suspended`, `您对 ${organization} 的访问已暂停`], [
    `${oneLine(organization)} now allows its people to belong to no other company, and you belong to one. Ask an owner of ${oneLine(organization)} what to do.`,
  ], [
    `${oneLine(organization)} 现在不允许其成员同时属于其他公司，而您属于其他公司。请联系 ${oneLine(organization)} 的所有者。`,
  ])
}

export function revokedForTwoStepMail(
  to: Pick<Mail, 'providerId' | 'clientId' | 'to'>,
  { organization, link }: { organization: string, link: string },
): Mail {
  return bilingual(to, [`Your access to ${organization} is suspended`, `您对 ${organization} 的访问已暂停`], [
    `${oneLine(organization)} requires two-step login, and you have none. Set it up in your profile, then ask an owner of ${oneLine(organization)} to let you in again: ${link}`,
  ], [
    `${oneLine(organization)} 要求两步登录，而您尚未设置。请在个人资料中设置，然后请 ${oneLine(organization)} 的所有者恢复您的访问：${link}`,
  ])
}

/** Once a day until the day comes. */
export function twoStepReminder(
  to: Pick<Mail, 'providerId' | 'clientId' | 'to'>,
  { organization, from, link }: { organization: string, from: Date, link: string },
): Mail {
  const day = from.toISOString().slice(0, 10)
  return bilingual(to, [`${organization} requires two-step login from ${day} on`, `${organization} 自 ${day} 起要求两步登录`], [
    `From ${day} (UTC) on, whoever has no two-step login has no access to ${oneLine(organization)} any more. You have none yet. Set it up in your profile: ${link}`,
  ], [
    `自 ${day}（UTC）起，未设置两步登录的人员将无法再访问 ${oneLine(organization)}。您尚未设置。请在个人资料中设置：${link}`,
  ])
}

/** What an administrator did to somebody's account, so that it cannot be done in silence. */
export function accountRecoveredMail(
  to: Pick<Mail, 'providerId' | 'clientId' | 'to'>,
  { organization, by, link, password, twoStep }: { organization: string, by: string, link: string, password: boolean, twoStep: boolean },
): Mail {
  return bilingual(to, [`${organization} has reset how you sign in`, `${organization} 已重置您的登录方式`], [
    `${oneLine(by)} has done this for ${oneLine(organization)}:`,
    ...password ? ['- Your master password was replaced by a temporary one, which they tell you in person. At the next sign-in you choose your own.'] : [],
    ...twoStep ? ['- Two-step login was removed. Set it up again after you have signed in.'] : [],
    '',
    'All your sessions have ended.',
    `If you did not ask for it, call an owner of ${oneLine(organization)} now. Wardroom: ${link}`,
  ], [
    `${oneLine(by)} 已为 ${oneLine(organization)} 执行以下操作：`,
    ...password ? ['- 您的主密码已替换为临时密码，对方会当面告知您。下次登录时请设置您自己的密码。'] : [],
    ...twoStep ? ['- 两步登录已移除。登录后请重新设置。'] : [],
    '',
    '您的所有会话已结束。',
    `如果这不是您要求的，请立即联系 ${oneLine(organization)} 的所有者。Wardroom：${link}`,
  ])
}

export function enrolmentReminder(
  to: Pick<Mail, 'providerId' | 'clientId' | 'to'>,
  { organization, link }: { organization: string, link: string },
): Mail {
  const mail: Mail = bilingual(to, [`Enrol in account recovery of ${organization}`, `请加入 ${organization} 的账户恢复`], [
    `${oneLine(organization)} asks you to enrol in account recovery, so that a forgotten master password is not the end of your vault.`,
    '',
    `Sign in and open your profile: ${link}`,
  ], [
    `${oneLine(organization)} 请您加入账户恢复，这样即使忘记主密码，也不会失去您的密码库。`,
    '',
    `请登录并打开您的个人资料：${link}`,
  ])
  return { ...mail, invitation: true }
}
