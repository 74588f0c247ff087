import type pg from 'pg'

const waiting = `select p.name "providerName", lower(work_window(m)) "from" from provider_user m join provider p on p.id = m.provider_id
  where m.account_id = $1 and m.status = 'CONFIRMED' and m.work_hours is not null and lower(work_window(m)) > clock_timestamp()
  order by "from", p.name`

/** For whom somebody works, but not now, and from when on. */
export async function offDuty(system: pg.Pool, accountId: string): Promise<Array<{ providerName: string, from: Date }>> {
  const { rows } = await system.query<{ providerName: string, from: Date }>(waiting, [accountId])
  return rows
}
