import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { deviceTypes } from '@wardroom/schema/events'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const written = '{*,.ci/*,docs/**/*,schema/**/*,server/**/*,dashboard/**/*,test/**/*}'
const text = /\.(?:ts|js|vue|css|html|md|sql|graphql|json|yaml)$/

it('nothing refers to a section of a document by its number', async () => {
  const found: string[] = []
  for await (const file of glob(written, { cwd: root, exclude: ['**/node_modules', '**/dist', 'dashboard/src/gql'] })) {
    if (text.test(file) && (await readFile(path.join(root, file), 'utf8')).includes('\u00A7'))
      found.push(file)
  }
  expect(found).toEqual([])
})

it('docs/domain.md lists every device type at its number', async () => {
  const page = await readFile(path.join(root, 'docs/domain.md'), 'utf8')
  const listed = [...page.matchAll(/\| (\d+) ([^|]+?) (?=\|)/g)].map(([, number, name]) => [Number(number), name])
  expect(Object.fromEntries(listed)).toEqual({ ...deviceTypes })
})
