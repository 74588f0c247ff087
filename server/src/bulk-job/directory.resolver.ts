import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql'
import { Client } from '../client/client.js'
import { describeEnum } from '../lib/enum.js'
import type { Context } from '../request/context.js'
import { checkDirectory, DirectoryInput } from './directory-input.js'
import { compare, DirectoryDeed } from './directory.js'
import { rightsOf } from './verbs.js'

describeEnum(DirectoryDeed, 'DirectoryDeed', 'What a directory asks for.', {
  INVITE: 'Somebody is not in the client yet.',
  LINK: 'Somebody is, and the directory knows them by another external id than the client does.',
  CHANGE_GROUPS: 'Somebody is in other groups, among those that the directory names.',
  REVOKE: 'Somebody is in the client whom the directory does not name.',
})

@ObjectType({ description: 'One difference between a client and a directory.' })
class DirectoryChange {
  @Field(() => DirectoryDeed, { description: 'What would be done.' })
  deed!: DirectoryDeed

  @Field(() => String, { description: 'To whom.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'The external id they would get; null: it stays.' })
  externalId!: string | null

  @Field(() => [String], { description: 'Names of groups they would come into.' })
  joined!: string[]

  @Field(() => [String], { description: 'Names of groups they would leave.' })
  left!: string[]
}

@ObjectType({ description: 'A line of a directory that is not followed, or not wholly.' })
class DirectoryProblem {
  @Field(() => Int, { description: 'The line, as it was sent.' })
  line!: number

  @Field(() => String, { description: 'What stood there for an address.' })
  email!: string

  @Field(() => String, { description: 'A stable error code.' })
  code!: string

  @Field(() => String, { description: 'What is wrong with it.' })
  message!: string
}

@ObjectType({ description: 'What a directory would change in a client. Nothing has been done.' })
class DirectoryPreview {
  @Field(() => String, { description: 'Of all that would be done: for `BulkDirectoryInput.version`.' })
  version!: string

  @Field(() => [DirectoryChange], { description: 'The differences, those of one deed together; 10,000 at most.' })
  changes!: DirectoryChange[]

  @Field(() => [DirectoryProblem], { description: 'Lines that are not followed, or not wholly.' })
  problems!: DirectoryProblem[]

  @Field(() => Int, { description: 'People who are as the directory says.' })
  unchanged!: number

  @Field(() => Int, { description: 'People whom it names and who are suspended; they stay so.' })
  suspended!: number

  @Field(() => Int, { description: 'Owners who stay as they are though it says otherwise.' })
  ownersLeft!: number

  @Field(() => [String], { description: 'Groups that would be made.' })
  newGroups!: string[]

  @Field(() => [String], { description: 'Groups it names that are not there, or of which there are several; nobody comes into them.' })
  unknownGroups!: string[]
}

@Resolver()
export class DirectoryResolver {
  @Query(() => DirectoryPreview, {
    description: 'What would be done so that a client has the people and groups that a directory names, for `createBulkJob`. People who are not yet here are '
      + 'invited as users. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, LIMIT_EXCEEDED.',
  })
  async previewDirectory(
    @Arg('clientId', () => ID, { description: 'The client.' }) clientId: string,
    @Arg('directory', () => DirectoryInput, { description: 'What the directory says.' }) directory: DirectoryInput,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<DirectoryPreview> {
    const client = await viewer.reach(Client, clientId, 'user:list')
    for (const right of rightsOf.DIRECTORY)
      viewer.require(right, client.tenant())
    checkDirectory(directory)
    return database.write(viewer.tenants, em => compare(em, viewer, client.id, directory))
  }
}
