import { describe, expect, it } from 'vitest'
import { scoreOf } from './strength.js'

describe('how hard a master password is to guess', () => {
  it.each([
    ['one letter over and over', 'aaaaaaaaaaaa'],
    ['counting', '123456789012'],
    ['a well-known one', 'password1234'],
    ['blanks', '            '],
    ['a well-known one in disguise', 'P@ssw0rd2026!'],
    ['a club', 'ManchesterUnited'],
    ['a town and a year', 'Manchester2026'],
    ['twice the same', 'Passw0rd!Passw0rd!'],
    ['a pattern of keys', '1q2w3e4r5t6y'],
    ['one word twice', 'hunter2hunter2'],
  ])('%s is too weak', (_, password) => {
    expect(scoreOf(password, [])).toBeLessThan(3)
  })

  it.each([
    'correct horse battery staple',
    'kV9#mQ2!xLw7',
    'lamp-tree-blue-otter',
    '山高水长 风景这边独好 2031',
  ])('%s is strong enough', (password) => {
    expect(scoreOf(password, ['ada@northwind.example'])).toBeGreaterThanOrEqual(3)
  })

  it.each([
    ['the address', 'lindqvist@harbour.example', ['lindqvist@harbour.example']],
    ['parts of the address', 'lindqvistharbour', ['lindqvist@harbour.example']],
    ['the name of the provider', 'Northwindlogistics1', ['Northwind Logistics']],
    ['the name of this program', 'wardroomwardroom', []],
  ])('%s counts for nothing', (_, password, context) => {
    expect(scoreOf(password, context)).toBeLessThan(3)
  })

  it('the length of a text that somebody pastes does not stop the page', () => {
    expect(scoreOf('kV9#mQ2!xLw7'.repeat(10_000), [])).toBeGreaterThanOrEqual(0)
  })
})
