import { nobody } from '../access/tenants.js'
import type { Services } from '../request/services.js'

const old = `finished_at < now() - interval '30 days'`

/** Jobs tell of their people: what became of them long ago stands in the log alone. */
export async function tidyBulkJobs({ database }: Services): Promise<void> {
  const { rows } = await database.system.query<{ id: string }>(`select distinct provider_id id from bulk_job where ${old}`)
  for (const { id } of rows) {
    await database.write({ actor: nobody, providers: [id], clients: [] }, em =>
      em.execute(`delete from bulk_job where id in (select id from bulk_job where ${old} limit 200)`))
  }
}
