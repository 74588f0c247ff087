import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { cleanName } from '../lib/text.js'
import { bilingual } from '../mail/mail.js'
import type { Transaction } from '../transaction/transaction.js'
import { User } from '../user/user.js'
import { HelpRequest, HelpRequestState } from './help-request.js'

/** The person is told the reason. */
export async function declineHelp(tx: Transaction, viewer: Viewer, id: string, reasonText: string): Promise<HelpRequest> {
  const reason = cleanName(reasonText, 'reason', 200)
  const { clientId } = await viewer.reach(HelpRequest, id, 'helpRequest:decide')
  const client = await viewer.reach(Client, clientId, 'helpRequest:decide', { lock: true }) // as whoever resets, who decides it, too
  const request = await tx.em.findOneOrFail(HelpRequest, { id }, { refresh: true })
  const user = await tx.em.findOneOrFail(User, { id: request.userId })
  request.decide(HelpRequestState.DECLINED, { by: viewer.requirePerson().name, now: tx.now, reason })
  tx.record(
    'OrganizationUser_HelpDeclined',
    { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() },
    { email: user.email, reason },
  )
  tx.mail(bilingual({ ...user.tenant(), to: user.email }, [`${client.name} cannot reset your password`, `${client.name} 无法重置您的密码`], [
    `You asked ${client.name} for help signing in. It was turned down: ${reason}`,
  ], [
    `您向 ${client.name} 请求了登录帮助，但被拒绝：${reason}`,
  ]))
  return request
}
