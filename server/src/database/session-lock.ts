import pg from 'pg'

/** One process of a fleet has it at a time, for as long as the connection it keeps for this lives; when it ends, another gets it. */
export class SessionLock {
  private connection: pg.Client | undefined
  private ours = false

  constructor(private readonly url: string, private readonly name: string) {}

  /** @returns whether it is ours, from before or from now on */
  async claim(): Promise<boolean> {
    const connection = this.connection ??= await this.connect()
    if (!this.ours) {
      const { rows: [lock] } = await connection.query<{ ours: boolean }>('select pg_try_advisory_lock(hashtext($1)) ours', [this.name])
      this.ours = this.connection === connection && lock!.ours
    }
    return this.ours
  }

  async release(): Promise<void> {
    await this.connection?.end()
  }

  private async connect(): Promise<pg.Client> {
    const connection = new pg.Client({ connectionString: this.url, keepAlive: true, connectionTimeoutMillis: 2_000, query_timeout: 4_000 })
    const lost = () => {
      this.connection = undefined
      this.ours = false
    }
    connection.on('error', lost).on('end', lost)
    await connection.connect()
    return connection
  }
}
