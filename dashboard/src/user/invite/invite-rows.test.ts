import { describe, expect, it } from 'vitest'
import { readInvites } from './invite-rows.js'

const all = ['OWNER', 'ADMIN', 'CUSTOM', 'USER'] as const
function read(text: string, allowed: readonly (typeof all)[number][] = all): string[] {
  return readInvites(text, 'USER', allowed).map(({ line, email, role, problem }) => [line, email, role, problem].filter(Boolean).join(' '))
}

describe('people to invite', () => {
  it('are read one a line, or several on a line with commas, semicolons or blanks', () => {
    expect(read('ada@acme.example\nbo@acme.example, cy@acme.example\n\ndi@acme.example'))
      .toEqual(['1 ada@acme.example USER', '2 bo@acme.example USER', '2 cy@acme.example USER', '4 di@acme.example USER'])
    expect(read('ada@acme.example; bo@acme.example')).toEqual(['1 ada@acme.example USER', '1 bo@acme.example USER'])
    expect(read('ada@acme.example bo@acme.example')).toEqual(['1 ada@acme.example USER', '1 bo@acme.example USER'])
  })

  it('are read from a CSV with a heading in any order and language, quotes and a byte order mark included', () => {
    expect(read('\uFEFFName,Role,E-Mail\r\n"Lovelace, Ada",admin,ada@acme.example\r\nBo,,bo@acme.example\r\n'))
      .toEqual(['2 ada@acme.example ADMIN', '3 bo@acme.example USER'])
    expect(read('邮箱;角色\nada@acme.example;所有者')).toEqual(['2 ada@acme.example OWNER'])
  })

  it('are read from a CSV without a heading as address and role', () => {
    expect(read('ada@acme.example,Owner\nbo@acme.example,custom')).toEqual(['1 ada@acme.example OWNER', '2 bo@acme.example CUSTOM'])
  })

  it.each([
    ['Outlook, quoted', '"Lovelace, Ada" <ada@x.example>; "Two, Bob" <bob@x.example>'],
    ['Outlook, without quotes', 'Lovelace, Ada <ada@x.example>; Two, Bob <bob@x.example>;'],
    ['Thunderbird, with commas', '"Ada Lovelace" <ada@x.example>, "Bob Two" <bob@x.example>,'],
    ['Gmail, mixed', '"Ada Lovelace" <ada@x.example>, bob@x.example, '],
    ['the address as its own name', '"ada@x.example" <ada@x.example>; \'bob@x.example\' <bob@x.example>'],
    ['quotes in the name', '"Ada \\"The Countess\\" Lovelace" <ada@x.example>, "Bob" <bob@x.example>'],
    ['one behind the other', 'Ada <ada@x.example> Charles <bob@x.example>'],
    ['names and addresses in turn', 'Ada Lovelace, ada@x.example, Bob Two, bob@x.example'],
    ['addresses and roles in turn', 'ada@x.example,User,bob@x.example,User'],
    ['a role for the last', 'ada@x.example; bob@x.example; User'],
    ['links', 'mailto:ada@x.example, <mailto:bob@x.example>'],
    ['a Chinese keyboard', 'ada＠x.example，用户；“Two，Bob” ＜bob@x.example＞'],
    ['a Chinese list', 'ada@x.example、bob@x.example'],
    ['a spreadsheet', 'Ada\tada@x.example\tUser\tBob\tbob@x.example\tUser'],
    ['a quoted cell of several', '"ada@x.example, bob@x.example"'],
  ])('are found in %s', (_, text) => {
    expect(read(text)).toEqual(['1 ada@x.example USER', '1 bob@x.example USER'])
  })

  it('are found one a line, whatever quotes do', () => {
    expect(read('"Ada Lovelace" <ada@x.example>\n"Charles Babbage" <cb@x.example>\n"Grace Hopper" <gh@x.example>'))
      .toEqual(['1 ada@x.example USER', '2 cb@x.example USER', '3 gh@x.example USER'])
    expect(read('Ada "Countess <ada@x.example>\n"Charles <cb@x.example>\nGrace" <gh@x.example>'))
      .toEqual(['1 ada@x.example USER', '2 cb@x.example USER', '3 gh@x.example USER'])
    expect(read('Ada,ada@x.example\r\nBo,bo@x.example,Admin')).toEqual(['1 ada@x.example USER', '2 bo@x.example ADMIN'])
    expect(read('ada@x.example，管理员')).toEqual(['1 ada@x.example ADMIN'])
  })

  it.each([
    ['Microsoft', 'Display name,User principal name,Title\nAda,ada@x.example,CEO'],
    ['Google', 'First Name [Required],Last Name [Required],Email Address [Required]\nAda,Lovelace,ada@x.example'],
    ['a German program', 'Name;E-Mail-Adresse;Rolle\n"Lovelace; Ada";ada@x.example;'],
    ['a single column', 'E-mail address\nada@x.example'],
    ['a Chinese program', '姓名，邮箱地址\n爱达，ada@x.example'],
  ])('are read below the heading of %s', (_, text) => {
    expect(read(text)).toEqual(['2 ada@x.example USER'])
  })

  it('are read from what spreadsheets write, and all of them under a heading of one column', () => {
    expect(read('sep=;\nName;Email\nLovelace, Ada;ada@x.example')).toEqual(['3 ada@x.example USER'])
    expect(read('Email\nada@x.example, bo@x.example')).toEqual(['2 ada@x.example USER', '2 bo@x.example USER'])
  })

  it('are not guessed: an address in a name or another column is named, not invited', () => {
    expect(read('"boss@x.example" <ada@x.example>')).toEqual(['1 ada@x.example USER', '1 boss@x.example USER aside'])
    expect(read('Email,Manager\nada@x.example,boss@x.example')).toEqual(['2 ada@x.example USER', '2 boss@x.example USER aside'])
  })

  it('have addresses as the server stores them, and none that it refuses', () => {
    expect(read('Müller@Bücher.example\njo\u0308rg@x.example\njörg@x.example'))
      .toEqual(['1 müller@xn--bcher-kva.example USER', '2 jörg@x.example USER', '3 jörg@x.example USER twice'])
    expect(read(`a@[10.0.0.1]\n${'a'.repeat(65)}@x.example\nzw\u200Bsp@x.example`).every(row => row.endsWith('malformed'))).toBe(true)
  })

  it('are read quickly, also thousands', () => {
    const list = Array.from({ length: 5_000 }, (_, at) => `"Person, ${at}" <p${at}@x.example>`).join('\n')
    const start = performance.now()
    expect(readInvites(list, 'USER', all)).toHaveLength(5_000)
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  it('that are broken stay, with their line and the reason', () => {
    expect(read('ada@acme.example\nnot an address\nADA@acme.example\n,admin\nbo@acme.example,emperor')).toEqual([
      '1 ada@acme.example USER',
      '2 not an address USER malformed',
      '3 ada@acme.example USER twice',
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
    expect(read('ada@acme.example,owner\nbo@acme.example', ['USER']))
      .toEqual(['1 ada@acme.example OWNER role-not-yours', '2 bo@acme.example USER'])
  })
})
