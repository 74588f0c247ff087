import { expect, it } from 'vitest'
import { linkify } from './linkify.js'

it('links of this installation are links, others stay text', () => {
  expect(linkify('Accept: http://localhost:8420/invitation#abc\nHelp: https://evil.example/x', 'https://wardroom.example')).toEqual([
    { text: 'Accept: ' },
    { text: 'http://localhost:8420/invitation#abc', href: '/invitation#abc' },
    { text: '\nHelp: ' },
    { text: 'https://evil.example/x' },
  ])
  expect(linkify('https://wardroom.example/a?b=c#d', 'https://wardroom.example'))
    .toEqual([{ text: 'https://wardroom.example/a?b=c#d', href: '/a?b=c#d' }])
})

it.each(['http://localhost//evil.example/sign-in', 'http://localhost/\\evil.example/sign-in', 'http://localhost/.//evil.example/sign-in'])(
  'what is written as an address of this installation leads to another: %s',
  (text) => {
    const [{ href } = {}] = linkify(text, 'https://wardroom.example')
    expect(new URL(href!, 'https://wardroom.example').href).toBe('https://wardroom.example/evil.example/sign-in')
  },
)
