import { Arg, Ctx, Field, GraphQLISODateTime, ID, ObjectType, Query, Resolver } from 'type-graphql'
import type { Context } from '../request/context.js'
import { signCheckpoint, verifierKey } from './checkpoint.js'
import { readHead } from '../event/read-log.js'

@ObjectType({ description: 'What a log is now, signed: kept elsewhere, it shows later whether the log was rewritten or shortened. docs/event-feed.md has the format.' })
class LogCheckpoint {
  @Field(() => ID, { description: 'Whose log it is.' })
  providerId!: string

  @Field(() => String, { description: 'Number of the newest event, as decimal text; 0 for an empty log.' })
  seq!: string

  @Field(() => String, { description: 'Hash of the newest event, in hex.' })
  hash!: string

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  at!: Date

  @Field(() => String, { description: 'The three above as a signed note (C2SP, Ed25519). This is what to keep.' })
  note!: string

  @Field(() => String, { description: 'The public key for the note: name+id+key. Keep it from the first time on.' })
  verifierKey!: string
}

@Resolver()
export class CheckpointResolver {
  @Query(() => LogCheckpoint, { description: 'A signed checkpoint of a provider\'s log as it is now. Errors: FORBIDDEN, NOT_FOUND.' })
  async logCheckpoint(
    @Arg('providerId', () => ID, {
      nullable: true,
      description: 'Null: the one provider the viewer works for. Errors: BAD_USER_INPUT when there are several.',
    }) wanted: string | null,
    @Ctx() { viewer, services: { database, secrets, clock } }: Context,
  ): Promise<LogCheckpoint> {
    const providerId = wanted ?? viewer.soleProviderId()
    viewer.require('event:readProvider', { providerId })
    const { seq, hash } = await readHead(database, viewer.tenants, providerId)
    const at = clock()
    return {
      providerId,
      seq: String(seq),
      hash: hash.toString('hex'),
      at,
      note: signCheckpoint({ providerId, seq, hash, at }, secrets.checkpointKey),
      verifierKey: verifierKey(secrets.checkpointKey.public),
    }
  }
}
