import { describe, expect, it } from 'vitest'
import { readInvites } from './invite-rows.js'

const all = ['OWNER', 'ADMIN', 'CUSTOM', 'USER'] as const
const read = (text: string, allowed: readonly (typeof all)[number][] = all): string[] => readInvites(text, 'USER', allowed).map(({ line, email, role, problem }) => [line, email, role, problem].filter(Boolean).join(' '))

describe('people to invite', () => {
  it('are read one a line, or several on a line with commas, semicolons or blanks', () => {
    expect(read('ada@acme.example\nbo@acme.example, cy@acme.example\n\ndi@acme.example')).toEqual(['1 ada@acme.example USER', '2 bo@acme.example USER', '2 cy@acme.example USER', '4 di@acme.example USER'])
    expect(read('ada@acme.example; bo@acme.example')).toEqual(['1 ada@acme.example USER', '1 bo@acme.example USER'])
    expect(read('ada@acme.example bo@acme.example')).toEqual(['1 ada@acme.example USER', '1 bo@acme.example USER'])
  })

  it('are read from a CSV with a heading in any order and language, quotes and a byte order mark included', () => {
    expect(read('\uFEFFName,Role,E-Mail\r\n"Lovelace, Ada",admin,ada@acme.example\r\nBo,,bo@acme.example\r\n')).toEqual(['2 ada@acme.example ADMIN', '3 bo@acme.example USER'])
    expect(read('邮箱;角色\nada@acme.example;所有者')).toEqual(['2 ada@acme.example OWNER'])
  })

  it('are read from a CSV without a heading as address and role', () => {
    expect(read('ada@acme.example,Owner\nbo@acme.example,custom')).toEqual(['1 ada@acme.example OWNER', '2 bo@acme.example CUSTOM'])
  })

  it('are taken out of the form that mail programs write', () => {
    expect(read('Ada Lovelace <ada@acme.example>')).toEqual(['1 ada@acme.example USER'])
  })

  it('that are broken stay, with their line and the reason', () => {
    expect(read('ada@acme.example\nnot an address\nADA@acme.example\n,admin\nbo@acme.example,emperor')).toEqual([
      '1 ada@acme.example USER',
      '2 not an address USER malformed',
      '3 ADA@acme.example USER twice',
      '4 ADMIN no-address',
      '5 bo@acme.example USER unknown-role',
    ])
    expect(read(`${'a'.repeat(250)}@acme.example`)[0]).toContain('too-long')
    expect(read('a@b\na@b.\na@@b.example\n')).toEqual(['1 a@b USER malformed', '2 a@b. USER malformed', '3 a@@b.example USER malformed'])
  })

  it('keep the line at which an editor shows them, also behind a cell of several lines', () => {
    expect(read('name,email\r\n"Lovelace,\r\nAda",ada@acme.example\r\nBo,bo')).toEqual(['2 ada@acme.example USER', '4 bo USER malformed'])
  })

  it('cannot be given a role that the one who invites may not give', () => {
    expect(read('ada@acme.example,owner\nbo@acme.example', ['USER'])).toEqual(['1 ada@acme.example OWNER role-not-yours', '2 bo@acme.example USER'])
  })
})
