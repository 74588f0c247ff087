import type { Told } from '../event/sentence.js'
import { eventCatalogue } from '@wardroom/schema/events'
import { describe, expect, it } from 'vitest'
import { sentenceOf } from '../event/sentence.js'
import { createMessages, messages } from './index.js'

const invited: Told = {
  type: 'OrganizationUser_Invited',
  code: 1500,
  clientName: 'Acme',
  actor: { kind: 'ACCOUNT', name: 'Ada' },
  subject: { name: 'bo@acme.example' },
  details: {},
}

function told(event: Told, locale: 'en' | 'zh-CN' = 'en'): string {
  const texts = createMessages(locale).global
  const { key, names, facts, count } = sentenceOf(event, texts)
  return texts.t(key, { ...names, ...facts }, count)
}

describe('an event', () => {
  it('is a sentence in both languages', () => {
    expect(told(invited)).toBe('Ada invited bo@acme.example to Acme')
    expect(told(invited, 'zh-CN')).toBe('Ada 邀请 bo@acme.example 加入 Acme')
  })

  it('keeps its names apart from other details', () => {
    const added = { ...invited, type: 'Organization_SeatsAdded', details: { added: 2, seats: 9, other: 'x' } }
    expect(sentenceOf(added, createMessages('en').global))
      .toMatchObject({ names: { actor: 'Ada', subject: 'bo@acme.example', client: 'Acme' }, facts: { added: '2', seats: '9' } })
  })

  it('without names still reads as a sentence', () => {
    expect(told({ ...invited, clientName: null, actor: { kind: 'SYSTEM' }, subject: {} })).toBe('Wardroom invited someone to the client')
  })

  it('counts in words that fit the number', () => {
    const added = (added: number): string => told({ ...invited, type: 'Organization_SeatsAdded', details: { seats: 9, added } })
    expect([added(0), added(1), added(2)])
      .toEqual(['Ada added 0 seats to Acme, now 9', 'Ada added 1 seat to Acme, now 9', 'Ada added 2 seats to Acme, now 9'])
  })

  it('names policies as the page does', () => {
    const decided = { ...invited, type: 'Policy_Updated', details: { policy: 'TWO_STEP_LOGIN', enabled: true } }
    expect(told(decided)).toBe('Ada changed the policy Two-step login of Acme')
    expect(told(decided, 'zh-CN')).toBe('Ada 更改了 Acme 的策略“两步登录”')
  })

  it('names plans as the page does, and shows what is missing as missing', () => {
    expect(told({ ...invited, type: 'Provider_SeatsPurchased', details: { purchased: 3, plan: 'TEAMS' } }))
      .toBe('The provider bought 3 seats of Teams, now …')
  })

  it('of a type that nobody knows is shown with its number', () => {
    expect(told({ ...invited, type: 'Unknown_4711', code: 4711 })).toBe('Event 4711')
    expect(told({ ...invited, type: 'Unknown_4711', code: 4711 }, 'zh-CN')).toBe('事件 4711')
  })

  it('takes no part of a name for a template', () => {
    expect(told({ ...invited, clientName: '{actor} | @:ui.save' })).toBe('Ada invited bo@acme.example to {actor} | @:ui.save')
  })

  it('of every type in the catalogue has a sentence in both languages', () => {
    const types = eventCatalogue.map(({ name }) => name).sort()
    expect(Object.keys(messages.en.sentence ?? {}).sort()).toEqual(types)
    expect(Object.keys(messages['zh-CN'].sentence ?? {}).sort()).toEqual(types)
  })
})
