import { eventCatalogue } from '@wardroom/schema/events'
import { describe, expect, it } from 'vitest'
import { sentence, sentenceParts } from './sentence.js'
import { sentences as english } from './sentences.en.js'
import { sentences as chinese } from './sentences.zh-CN.js'

const invited = {
  code: 1500,
  clientName: 'Acme',
  actor: { kind: 'ACCOUNT', name: 'Ada' },
  subject: { name: 'bo@acme.example' },
  details: {},
}

describe('an event', () => {
  it('is a sentence in both languages', () => {
    expect(sentence(invited, 'en')).toBe('Ada invited bo@acme.example to Acme')
    expect(sentence(invited, 'zh-CN')).toBe('Ada 邀请 bo@acme.example 加入 Acme')
  })

  it('keeps its names apart from the words between them', () => {
    expect(sentenceParts(invited, 'en').filter(part => part.name)).toEqual([
      { text: 'Ada', name: 'actor' },
      { text: 'bo@acme.example', name: 'subject' },
      { text: 'Acme', name: 'client' },
    ])
  })

  it('without names still reads as a sentence', () => {
    const bare = { ...invited, clientName: null, actor: { kind: 'SYSTEM' }, subject: {} }
    expect(sentence(bare, 'en')).toBe('Wardroom invited someone to the client')
  })

  it('counts in words that fit the number', () => {
    const added = (count: number): string => sentence({ ...invited, code: 9030, details: { added: count, seats: 9 } }, 'en')
    expect([added(1), added(2)]).toEqual(['Ada added 1 seat to Acme, now 9', 'Ada added 2 seats to Acme, now 9'])
  })

  it('whose code nobody knows is shown with its number', () => {
    expect(sentence({ ...invited, code: 4711 }, 'en')).toBe('Event 4711')
    expect(sentence({ ...invited, code: 4711 }, 'zh-CN')).toBe('事件 4711')
  })

  it('of every catalogued code has a sentence in both languages, and there is none for a code that is not catalogued', () => {
    const codes = eventCatalogue.map(kind => String(kind.code))
    expect(Object.keys(english)).toEqual(codes)
    expect(Object.keys(chinese)).toEqual(codes)
  })

  it('names the same people in both languages', () => {
    const holes = (text = ''): string[] => [...text.matchAll(/\{(\w+)/g)].map(match => match[1] ?? '').sort()
    for (const { code } of eventCatalogue)
      expect([code, holes(chinese[code])]).toEqual([code, holes(english[code])])
  })
})
