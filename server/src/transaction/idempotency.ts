import { createHash } from 'node:crypto'
import type { EntityName } from '@mikro-orm/postgresql'
import { Arg, Extensions } from 'type-graphql'
import type { Permission } from '@wardroom/schema/permissions'
import type { Viewer, Walled } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from './transaction.js'

/** As JSON in the database. */
interface Kept {
  /** The mutation; missing where the release before wrote it, whose fingerprints were made another way. */
  field?: string
  id?: string
  rows?: unknown
}

/** How the answer of a mutation is replayed to a repeated key; checks the permission again. */
export interface Replay<Answer = unknown> {
  /** What of the answer is stored, for a day. Never a secret. */
  keep: (answer: Answer) => Kept
  again: (kept: Kept, viewer: Viewer, args: Record<string, unknown>) => Promise<unknown>
}

/** Answers with the record as it is now. */
export function replayRecord<T extends Walled>(entity: EntityName<T>, permission: Permission): Replay<T> {
  return {
    keep: ({ id }) => ({ id }),
    again: ({ id }, viewer) => viewer.reach(entity, id!, permission),
  }
}

/** The rows of a bulk answer as they were, for those who may still do what the mutation does. */
export function replayRows(authorize: (viewer: Viewer, args: Record<string, unknown>) => Promise<unknown>): Replay<object[]> {
  return {
    keep: rows => ({ rows }),
    async again({ rows }, viewer, args) {
      await authorize(viewer, args)
      if (!rows)
        throw new Refused('IDEMPOTENCY_MISMATCH')
      return rows
    },
  }
}

/** For answers with a secret: a repeated key learns only that the first request was carried out. Errors: ALREADY_DONE. */
export const neverAgain: Replay = {
  keep: () => ({}),
  async again() {
    throw new Refused('ALREADY_DONE')
  },
}

/** Bytes of a record beside the answer. */
const rowOverhead = 200

const description = '8 to 100 characters, chosen by the caller. For a day the same key with the same input answers what the first request answered; the effect happens once.'

/** Gives a mutation its argument `idempotencyKey`, and says how its answer is given again. */
export function Idempotent<Answer>(replay: Replay<Answer>): MethodDecorator {
  return (prototype, name, descriptor) => {
    const { length } = descriptor.value as (...args: unknown[]) => unknown
    Arg('idempotencyKey', () => String, { nullable: true, description })(prototype, name, length)
    Extensions({ replay })(prototype, name, descriptor)
  }
}

/**
 * Runs a mutation, or answers it again. Two requests with one key at the same time wait for each other.
 * @param replay of the field; undefined: it takes no key
 */
export async function runOnce(
  tx: Transaction,
  viewer: Viewer,
  { name, replay }: { name: string, replay: Replay | undefined },
  args: Record<string, unknown>,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const { idempotencyKey: given, ...input } = args
  if (!replay || given == null)
    return run()
  if (typeof given !== 'string' || !/^\P{Cc}{8,100}$/u.test(given))
    throw new Refused('BAD_USER_INPUT', '`idempotencyKey` must have 8 to 100 characters on one line.', { field: 'idempotencyKey' })
  const { em } = tx
  const { accountId: actor, apiTokenId } = viewer.requireSignedIn()
  const key = apiTokenId ? `${apiTokenId}\n${given}` : given // keys of a token and of its maker are apart
  const fingerprint = createHash('sha256').update(canonical([name, input])).digest()
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${actor} ${key}`])
  const [earlier] = await em.execute<Array<{ fingerprint: Buffer, result: Kept }>>(
    'select fingerprint, result from idempotency where actor_id = ? and key = ?',
    [actor, key],
  )
  if (earlier?.result.field && !earlier.fingerprint.equals(fingerprint))
    throw new Refused('IDEMPOTENCY_MISMATCH')
  if (earlier)
    return replay.again(earlier.result, viewer, args)
  const answer = await run()
  const kept = JSON.stringify({ field: name, ...replay.keep(answer) })
  tx.keptBytes += rowOverhead + Buffer.byteLength(kept)
  await em.execute(
    'insert into idempotency (actor_id, key, fingerprint, result, created_at) values (?, ?, ?, ?::jsonb, now())',
    [actor, key, fingerprint, kept],
  )
  return answer
}

/** The same text for the same input, in whatever order its members came. */
function canonical(input: unknown): string {
  return JSON.stringify(input, (_, value: unknown) => value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value)
}
