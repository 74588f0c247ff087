import { describe, expect, it } from 'vitest'
import { cleanNetwork, isWithin } from './networks.js'

describe('a network is kept in one spelling', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0:0::/32', '2001:db8::/32'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['::/0', '::/0'],
  ])('%s as %s', (text, kept) => expect(cleanNetwork(text)).toBe(kept))
})

describe('what is none is refused', () => {
  it.each([
    '',
    '10',
    '10/8',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '10.0.0.1/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '10.0.0.0 /8',
    ' 10.0.0.0/8',
    '10.0.0.0/8\n',
    '10.0.0.0/1e1',
    '2001:db8::1/32',
    '2001:db8::/129',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
    '::ffff:10.0.0.0/104',
    'localhost',
    '*',
    '10.0.0.0-10.0.0.9',
    '10.0.0.0/255.0.0.0',
    '[::1]',
    '::1]:80',
  ])('%j', text => expect(cleanNetwork(text)).toBeNull())
})

describe('an address is within', () => {
  it.each([
    ['10.255.255.255', ['10.0.0.0/8'], true],
    ['11.0.0.0', ['10.0.0.0/8'], false],
    ['::ffff:10.1.2.3', ['10.0.0.0/8'], true],
    ['::ffff:a01:203', ['10.0.0.0/8'], true],
    ['10.1.2.3', ['::/0'], false],
    ['::1', ['0.0.0.0/0'], false],
    ['2001:db8:ffff::1', ['192.0.2.7', '2001:db8::/32'], true],
    ['2001:db9::', ['2001:db8::/32'], false],
    ['192.0.2.7', ['192.0.2.7'], true],
    ['192.0.2.8', ['192.0.2.7'], false],
    ['fe80::1%eth0', ['fe80::/10'], true],
    ['', ['0.0.0.0/0', '::/0'], false],
    ['nonsense', ['0.0.0.0/0', '::/0'], false],
  ])('%s in %j: %s', (address, networks, within) => expect(isWithin(address, networks)).toBe(within))
})
