/** Why a mail server did not take a mail, as an operator looks for it. */
export type MailFailure = 'LOGIN' | 'TLS' | 'CONNECTION' | 'SENDER' | 'RECIPIENT' | 'REFUSED'

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
    return 'LOGIN'
  if (code === 'ETLS' || command === 'STARTTLS' || /CERT|SSL|TLS/.test(code))
    return 'TLS'
  if (command === 'MAIL FROM')
    return 'SENDER'
  if (code === 'EENVELOPE')
    return 'RECIPIENT'
  return /^(?:EDNS|ECONN|ESOCKET|ETIMEDOUT|ENOTFOUND|EAI)/.test(code) ? 'CONNECTION' : 'REFUSED'
}
