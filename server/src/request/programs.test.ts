import { buildSchema, parse } from 'graphql'
import { expect, it } from 'vitest'
import { sizeOfDocument } from './documents.js'
import { limits } from './limits.js'
import { Programs, spreadSelections } from './programs.js'

const schema = buildSchema('type Thing { name: String! thing: Thing! } type Query { thing: Thing! }')
const thing = { name: 'x', thing: { name: 'y' } }
schema.getQueryType()!.getFields().thing!.resolve = () => thing
function run(programs: Programs, document: ReturnType<typeof parse>, keep = true) {
  return programs.execute({ document, operationName: undefined, variables: {}, contextValue: {}, keep })
}

it('counts selections as they are once fragments are spread', () => {
  expect(spreadSelections(parse('{ a { b c } }'))).toBe(1 + 3)
  expect(spreadSelections(parse('{ ...f x: a { ...f } } fragment f on Q { b c }'))).toBe(1 + (1 + 2) + (1 + 1 + 2))
  const doubling = Array.from({ length: 40 }, (_, n) => `fragment f${n} on Q { a: a { ...f${n + 1} } b: a { ...f${n + 1} } }`).join(' ')
  expect(spreadSelections(parse(`{ ...f0 } ${doubling} fragment f40 on Q { a }`))).toBeGreaterThan(2 ** 40)
})

it('compiles what comes again, and answers the same', async () => {
  const programs = new Programs(schema)
  const document = parse('{ thing { name thing { name } } }')
  const first = await run(programs, document)
  expect(first.errors).toBeUndefined()
  expect(programs.size).toBe(0)
  expect(JSON.stringify(await run(programs, document))).toBe(JSON.stringify(first))
  expect(programs.size).toBe(sizeOfDocument(document))
})

it('a default counts where nothing was sent, also when a document comes again', async () => {
  const echo = buildSchema('type Query { echo(text: String!): String }')
  echo.getQueryType()!.getFields().echo!.resolve = (_, { text }: { text: string }) => text
  const programs = new Programs(echo)
  const document = parse('query ($text: String! = "x") { echo(text: $text) }')
  for (let n = 0; n < 3; n++)
    expect(await run(programs, document)).toEqual({ data: { echo: 'x' } })
})

it('keeps nothing of strangers, however often they ask', async () => {
  const programs = new Programs(schema)
  const document = parse('{ thing { name } }')
  for (let n = 0; n < 3; n++)
    await run(programs, document, false)
  expect(programs.size).toBe(0)
})

it('keeps no more than its bound, whatever comes, and nothing that is large by itself', async () => {
  const programs = new Programs(schema)
  const document = (fields: number, name: string) =>
    parse(`query ${name} { ${Array.from({ length: fields }, (_, n) => `a${n}: thing { name }`).join(' ')} }`)
  for (let n = 0; n < 150; n++) {
    const each = document(100, `q${n}`)
    await run(programs, each)
    await run(programs, each)
    expect(programs.size).toBeLessThanOrEqual(limits.programSelections)
  }
  expect(programs.size).toBeGreaterThan(limits.programSelections / 2)
  const before = programs.size
  const large = document(limits.programSelections / 10, 'large')
  await run(programs, large)
  await run(programs, large)
  expect(programs.size).toBe(before)
})

it('counts what reads the variables, member by member', async () => {
  const inviting = buildSchema('input Person { email: String! name: String role: String phone: String city: String } type Query { invite(people: [Person!]!): Boolean }')
  const programs = new Programs(inviting)
  const variables = Array.from({ length: 100 }, (_, n) => `$p${n}: Person!`)
  const document = parse(`query (${variables.join(' ')}) { invite(people: [${variables.map((_, n) => `$p${n}`).join(' ')}]) }`)
  const people = Object.fromEntries(variables.map((_, n) => [`p${n}`, { email: 'x' }]))
  for (let n = 0; n < 2; n++)
    await programs.execute({ document, operationName: undefined, variables: people, contextValue: {}, keep: true })
  expect(programs.size).toBe(2 + 100 * 2 * 6)
})

it('counts the comments of a document, which its program keeps', async () => {
  const programs = new Programs(schema)
  for (let n = 0; n < 100; n++) {
    const document = parse(`query q${n} { thing { name } } ${'#\n'.repeat(1_500)}`)
    await run(programs, document)
    await run(programs, document)
    expect(programs.size).toBeLessThanOrEqual(limits.programSelections)
  }
  expect(programs.size).toBeGreaterThan(10_000)
})
