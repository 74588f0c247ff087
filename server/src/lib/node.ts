import { Field, ID, InterfaceType } from 'type-graphql'

@InterfaceType({ description: 'Anything with an id of its own; ask for it again with `node(id)`.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque to callers; what `node(id)` takes.' })
  declare id: string
}
