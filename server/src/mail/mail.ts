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
