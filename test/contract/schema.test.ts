import { makeSchema } from '@wardroom/server/schema'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { expect, it } from 'vitest'

it('schema.graphql is the print of the server\'s schema', async () => {
  await expect(`${printSchema(lexicographicSortSchema(await makeSchema()))}\n`).toMatchFileSnapshot('../../schema/schema.graphql')
})
