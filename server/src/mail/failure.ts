import { describeEnum } from '../lib/enum.js'

export enum MailFailure {
  LOGIN = 'LOGIN',
  TLS = 'TLS',
  CONNECTION = 'CONNECTION',
  SENDER = 'SENDER',
  RECIPIENT = 'RECIPIENT',
  REFUSED = 'REFUSED',
}
describeEnum(MailFailure, 'MailFailure', 'Why a mail server did not take a mail.', {
  LOGIN: 'It refuses the user name or the password.',
  TLS: 'There is no encrypted connection that can be trusted, for instance because of its certificate.',
  CONNECTION: 'It cannot be reached, or does not answer.',
  SENDER: 'It refuses the sender.',
  RECIPIENT: 'It refuses the address of the recipient.',
  REFUSED: 'It refuses the mail for another reason, perhaps only for now.',
})

interface SmtpError {
  code?: string
  responseCode?: number
  command?: string
}

/** Of the error only what holds no address, no password and no word of the mail. */
export function failureOf(error: unknown): { failure: MailFailure, code?: string | undefined, responseCode?: number | undefined } {
  const { code, responseCode, command } = error as SmtpError
  return { failure: kindOf(code, command), code, responseCode }
}

function kindOf(code = '', command = ''): MailFailure {
  if (code === 'EAUTH' || command.startsWith('AUTH'))
    return MailFailure.LOGIN
  if (code === 'ETLS' || command === 'STARTTLS' || /CERT|SSL|TLS/.test(code))
    return MailFailure.TLS
  if (command === 'MAIL FROM')
    return MailFailure.SENDER
  if (code === 'EENVELOPE')
    return MailFailure.RECIPIENT
  return /^(?:EDNS|ECONN|ESOCKET|ETIMEDOUT|ENOTFOUND|EAI)/.test(code) ? MailFailure.CONNECTION : MailFailure.REFUSED
}
