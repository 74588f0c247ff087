import { Field, InputType, Int, registerEnumType } from 'type-graphql'

@InputType({ description: 'Text filters ignore case.' })
export class StringFilter {
  @Field(() => String, { nullable: true })
  eq?: string | null

  @Field(() => [String], { nullable: true })
  in?: string[] | null

  @Field(() => String, { nullable: true })
  not?: string | null

  @Field(() => String, { nullable: true })
  contains?: string | null
}

@InputType()
export class IntFilter {
  @Field(() => Int, { nullable: true })
  eq?: number | null

  @Field(() => [Int], { nullable: true })
  in?: number[] | null

  @Field(() => Int, { nullable: true })
  not?: number | null

  @Field(() => Int, { nullable: true })
  gte?: number | null

  @Field(() => Int, { nullable: true })
  lte?: number | null
}

export enum Direction {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(Direction, { name: 'Direction' })
