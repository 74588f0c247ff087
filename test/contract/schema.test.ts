import { makeSchema } from '@wardroom/server/schema'
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import type { GraphQLNamedType } from 'graphql'
import { expect, it } from 'vitest'

const schema = lexicographicSortSchema(await makeSchema())

it('schema.graphql is the print of the server\'s schema', async () => {
  await expect(`${printSchema(schema)}\n`).toMatchFileSnapshot('../../schema/schema.graphql')
})

it('every type, field, argument, input field and enum value of the schema says what it is', () => {
  const types = Object.values(schema.getTypeMap()).filter(type => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
  expect(types.flatMap(described).filter(([, description]) => !description?.trim()).map(([name]) => name)).toEqual([])
})

it('the descriptions of the schema point to no section of another document', () => {
  expect(printSchema(schema).split('\n').filter(line => line.includes('\u00A7'))).toEqual([])
})

type Described = [name: string, description: string | null | undefined]

function described(type: GraphQLNamedType): Described[] {
  const own: Described = [type.name, type.description]
  if (isEnumType(type))
    return [own, ...type.getValues().map(({ name, description }): Described => [`${type.name}.${name}`, description])]
  if (isInputObjectType(type))
    return [own, ...Object.values(type.getFields()).map(({ name, description }): Described => [`${type.name}.${name}`, description])]
  if (isObjectType(type) || isInterfaceType(type)) {
    return [own, ...Object.values(type.getFields()).flatMap(({ name, description, args }): Described[] => [
      [`${type.name}.${name}`, description],
      ...args.map((arg): Described => [`${type.name}.${name}(${arg.name})`, arg.description]),
    ])]
  }
  return [own]
}
