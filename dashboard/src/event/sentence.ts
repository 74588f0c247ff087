import type { ActorKind } from '../gql/graphql.js'
import type { MessageKey, Translate } from '../i18n/use-i18n.js'
import { useI18n } from '../i18n/use-i18n.js'

/** What a sentence needs of an event. */
export interface Told {
  type: string
  code: number
  clientName?: string | null
  actor: { kind: ActorKind, name?: string | null }
  subject: { name?: string | null }
  details: Record<string, unknown>
}

/** A sentence and what goes into its holes; names are apart, so that a list can set them off and a wall can hide them. */
export interface Sentence {
  key: MessageKey
  names: { actor: string, subject: string, client: string }
  facts: Record<string, string>
  /** The first number among the facts, which decides over singular and plural. */
  count: number
}

interface Texts {
  t: Translate
  te: (key: string) => boolean
  /** A message as it is written. */
  tm: (key: string) => unknown
}

/** How an event is told. One of a type that this version does not know is shown with its number. */
export function sentenceOf(event: Told, { t, te, tm }: Texts): Sentence {
  const known = (key: string): key is MessageKey => te(key)
  const own = `sentence.${event.type}`
  const key = known(own) ? own : 'event.unknown'
  const names = {
    actor: event.actor.name ?? t(`event.unnamed.${event.actor.kind}`),
    subject: event.subject.name ?? t('event.unnamed.subject'),
    client: event.clientName ?? t('event.unnamed.client'),
  }
  const details: Record<string, unknown> = { code: event.code, ...event.details }
  const holes = [...String(tm(key)).matchAll(/\{(\w+)\}/g)].map(([, hole = '']) => hole).filter(hole => !(hole in names))

  function factOf(value: unknown): string {
    const named = [`plan.${String(value)}`, `policy.name.${String(value)}`].find(known)
    return named ? t(named) : typeof value === 'number' || typeof value === 'string' ? String(value) : '…'
  }

  const values = holes.map(hole => details[hole])
  return {
    key,
    names,
    facts: Object.fromEntries(holes.map((hole, at) => [hole, factOf(values[at])])),
    count: values.find(value => typeof value === 'number') ?? 1,
  }
}

/** Tells events in the page's language: in parts for the page, or as plain text. */
export function useSentences(): { parts: (event: Told) => Sentence, text: (event: Told) => string } {
  const texts = useI18n()
  const parts = (event: Told): Sentence => sentenceOf(event, texts)
  return {
    parts,
    text(event) {
      const { key, names, facts, count } = parts(event)
      return texts.t(key, { ...names, ...facts }, count)
    },
  }
}
