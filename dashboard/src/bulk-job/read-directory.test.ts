import { describe, expect, it } from 'vitest'
import { readDirectory } from './read-directory.js'

describe('a directory\'s file', () => {
  it('as CSV has a heading in any order and of any of the usual names', () => {
    const { people, losses } = readDirectory('\uFEFFName,Object ID,Groups,E-Mail\r\nAda,a-1,Printers; Copiers,ADA@acme.example\r\nBo,,,bo@acme.example\r\n')
    expect(people).toEqual([
      { line: 2, email: 'ada@acme.example', externalId: 'a-1', groups: ['Printers', 'Copiers'] },
      { line: 3, email: 'bo@acme.example', externalId: null, groups: [] },
    ])
    expect(losses).toEqual([{ kind: 'column', what: 'Name' }])
  })

  it('without a column of groups says nothing of groups', () => {
    expect(readDirectory('email\nada@acme.example').people[0]!.groups).toBeNull()
  })

  it('with semicolons, quotes and cells that are too many tells what it lost', () => {
    const { people, losses } = readDirectory('email;groups\n"ada@acme.example";"A|B"\nbo@acme.example;C;left over\n')
    expect(people.map(({ groups }) => groups)).toEqual([['A', 'B'], ['C']])
    expect(losses).toEqual([{ kind: 'cells', line: 3, what: 'left over' }])
  })

  it('names whoever has no address, and who is there twice', () => {
    const { people, losses } = readDirectory('email\nada@acme.example\nnobody\nADA@acme.example\n')
    expect(people).toHaveLength(1)
    expect(losses).toEqual([{ kind: 'no-address', line: 3, what: 'nobody' }, { kind: 'twice', line: 4, what: 'ada@acme.example' }])
  })

  it('that is none is told to be none', () => {
    expect(readDirectory('first,last\nAda,Admin').losses).toEqual([{ kind: 'no-people', what: 'first, last' }])
    expect(readDirectory('[{"email":').losses[0]!.kind).toBe('malformed')
    expect(readDirectory('{}').losses).toEqual([{ kind: 'no-people', what: '' }])
  })

  it('as JSON is a list of people, with groups as names or as things', () => {
    const { people, losses } = readDirectory(JSON.stringify([
      { mail: 'ada@acme.example', id: 7, groups: ['A', { displayName: 'B' }], phone: '1' },
      { mail: 'bo@acme.example' },
      'no thing',
    ]))
    expect(people).toEqual([
      { line: 1, email: 'ada@acme.example', externalId: '7', groups: ['A', 'B'] },
      { line: 2, email: 'bo@acme.example', externalId: null, groups: null },
    ])
    expect(losses).toEqual([{ kind: 'no-address', line: 3, what: 'no thing' }, { kind: 'column', what: 'phone' }])
  })

  it('as the field\'s importer takes it has groups that list their people, and people who are deleted', () => {
    const { people, losses } = readDirectory(JSON.stringify({
      overwriteExisting: false,
      groups: [{ name: 'A', externalId: 'g', users: ['1', '9'] }],
      users: [
        { email: 'ada@acme.example', externalId: '1', deleted: false },
        { email: 'gone@acme.example', externalId: '2', deleted: true },
      ],
    }))
    expect(people).toEqual([{ line: 1, email: 'ada@acme.example', externalId: '1', groups: ['A'] }])
    expect(losses).toEqual([
      { kind: 'column', what: 'overwriteExisting' },
      { kind: 'unknown-member', what: 'A: 9' },
      { kind: 'deleted', line: 2, what: 'gone@acme.example' },
    ])
  })
})
