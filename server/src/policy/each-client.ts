import type { Services } from '../request/services.js'

export interface ClientDue {
  providerId: string
  clientId: string
}

/** One after the other. Where one cannot be done, the others are all the same; the next run tries it again. */
export async function eachClient(
  { log }: Pick<Services, 'log'>,
  clients: readonly ClientDue[],
  work: (client: ClientDue) => Promise<void>,
): Promise<void> {
  for (const one of clients) {
    await work(one).catch((error: unknown) =>
      log.warn({ err: error, client: one.clientId }, 'a policy of a client could not be seen to; it will be tried again'))
  }
}
