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
