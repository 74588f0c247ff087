import type { Locale } from '../i18n/locale.js'
import { sentences as english } from './sentences.en.js'
import { sentences as chinese } from './sentences.zh-CN.js'

/** What a sentence needs of an event. */
export interface Told {
  code: number
  clientName?: string | null
  actor: { kind: string, name?: string | null }
  subject: { name?: string | null }
  details: Record<string, unknown>
}

/** A piece of a sentence; names are kept apart so that a list can set them off and a wall can hide them. */
export interface Part { text: string, name?: 'actor' | 'subject' | 'client' }

const languages: Record<Locale, { sentences: Readonly<Record<number, string>>, unknown: string, actors: Record<string, string>, someone: string, client: string }> = {
  'en': { sentences: english, unknown: 'Event {code}', actors: { SYSTEM: 'Wardroom', NONE: 'Someone', API_TOKEN: 'An API token', ACCOUNT: 'Someone' }, someone: 'someone', client: 'the client' },
  'zh-CN': { sentences: chinese, unknown: '事件 {code}', actors: { SYSTEM: 'Wardroom', NONE: '有人', API_TOKEN: 'API 令牌', ACCOUNT: '有人' }, someone: '某人', client: '该客户' },
}

/** The pieces of an event's sentence in the given language; a code that nobody knows is still shown, as its number. */
export function sentenceParts(event: Told, locale: Locale): Part[] {
  const language = languages[locale]
  const template = language.sentences[event.code] ?? language.unknown
  return template.split(/(\{[^}]+\})/).filter(piece => piece !== '').map((piece) => {
    const [, hole, one = '', many = ''] = /^\{(\w+)(?::(\w+)\|(\w+))?\}$/.exec(piece) ?? []
    switch (hole) {
      case undefined: return { text: piece }
      case 'code': return { text: String(event.code) }
      case 'actor': return { text: event.actor.name ?? language.actors[event.actor.kind] ?? event.actor.kind, name: 'actor' }
      case 'subject': return { text: event.subject.name ?? language.someone, name: 'subject' }
      case 'client': return { text: event.clientName ?? language.client, name: 'client' }
      default: return { text: `${detail(event.details[hole])}${many === '' ? '' : ` ${event.details[hole] === 1 ? one : many}`}` }
    }
  })
}

/** The event as one plain sentence. */
export function sentence(event: Told, locale: Locale): string {
  return sentenceParts(event, locale).map(part => part.text).join('')
}

const plans: Record<string, string> = { TEAMS: 'Teams', ENTERPRISE: 'Enterprise' }

function detail(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? plans[value] ?? value : '…'
}
