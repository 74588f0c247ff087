import { randomUUID } from 'node:crypto'
import type { Answer } from '@wardroom/schema/client'
import type { ClientOf, ProviderOf } from '../testkit/world.js'
import { callerNames } from './cast.js'
import type { CallerName, Cast } from './cast.js'
import type { RootCase, Word } from './root-case.js'

/** Where what a call names stands: in Acme or Northwind, in their neighbour Birch, in Contoso; or it is no such thing at all. */
const places = ['own', 'sibling', 'foreign', 'absent', 'malformed', 'of another kind'] as const
export type Place = typeof places[number]

/** One call that is due, and what must come of it. */
export interface Call {
  caller: CallerName
  place: Place
  expected: Word
  id: string
}

export interface Outcome extends Call {
  answered: Word
  /** Status and body as they came, to be compared with others byte by byte. */
  text: string
}

const words: Record<string, Word> = { UNAUTHENTICATED: 'in', FORBIDDEN: 'no', NOT_FOUND: 'none' }

/** Every caller at every place for which `wanted` says yes, with the things they will name. */
export async function plan(cast: Cast, rootCase: RootCase, wanted: (expected: Word, place: Place) => boolean): Promise<Call[]> {
  const calls: Call[] = []
  for (const place of places.filter(place => applies(rootCase, place))) {
    let shared: string | undefined
    for (const caller of callerNames) {
      const expected = expectation(rootCase, caller, place)
      if (!wanted(expected, place))
        continue
      const own = expected === 'ok' || rootCase.personal
      calls.push({
        caller,
        place,
        expected,
        id: own ? await targetOf(cast, rootCase, place, caller, true) : shared ??= await targetOf(cast, rootCase, place, caller, false),
      })
    }
  }
  return calls
}

/** One after the other, since a call may change what the next one meets. */
export async function run(cast: Cast, rootCase: RootCase, calls: readonly Call[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const call of calls)
    outcomes.push(await make(cast, rootCase, call))
  return outcomes
}

/** For calls that will change nothing. */
export async function runTogether(cast: Cast, rootCase: RootCase, calls: readonly Call[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (let at = 0; at < calls.length; at += 8)
    outcomes.push(...await Promise.all(calls.slice(at, at + 8).map(call => make(cast, rootCase, call))))
  return outcomes
}

async function make(cast: Cast, { document, variables = id => ({ id }) }: RootCase, call: Call): Promise<Outcome> {
  const answer = await cast.callers[call.caller].ask(document, variables(call.id, cast))
  return { ...call, answered: wordOf(answer), text: `${answer.status} ${JSON.stringify(answer.body)}` }
}

function applies({ target, personal, severalKinds }: RootCase, place: Place): boolean {
  if (place === 'own')
    return true
  if (personal)
    return place === 'foreign' ? personal.missing === 'none' : place !== 'sibling'
  return target !== undefined && (place !== 'sibling' || target.scope === 'client') && (place !== 'of another kind' || !severalKinds)
}

function expectation({ expected, target, personal, elsewhere, persons, open }: RootCase, caller: CallerName, place: Place): Word {
  if (place === 'own' || (caller === 'stranger' && !open) || (persons && expected[caller] === 'no' && caller.includes('token')))
    return expected[caller]
  if (personal)
    return personal.missing
  if (place === 'foreign' && caller === 'other provider')
    return expected['provider admin']
  if (place === 'sibling' && caller === 'token elsewhere')
    return elsewhere ?? 'none'
  const reachesSiblings = new Set<CallerName>(['provider admin', 'service user', 'reading token'])
  return place === 'sibling' && target && reachesSiblings.has(caller) ? expected[caller] : 'none'
}

async function targetOf(cast: Cast, { target, personal }: RootCase, place: Place, caller: CallerName, spare: boolean): Promise<string> {
  if (place === 'absent')
    return randomUUID()
  if (place === 'malformed')
    return 'no-such-id'
  if (place === 'of another kind')
    return target?.scope === 'client' ? cast.northwind.id : cast.acme.id
  if (personal)
    return personal.make(cast, place === 'own' ? caller : caller === 'user' ? 'owner' : 'user')
  const { acme, birch, cedar, northwind, contoso } = cast
  const where = target?.scope === 'client'
    ? { own: acme, sibling: birch, foreign: cedar }[place]
    : place === 'foreign' ? contoso : northwind
  return target ? target.make(cast, where as ClientOf & ProviderOf, spare) : ''
}

/** What an answer says in one word; for bulk mutations, what its only row says. */
function wordOf({ body }: Answer): Word {
  const code = body.errors ? body.errors[0]!.extensions.code : rowCode(Object.values(body.data ?? {})[0])
  return code === null ? 'ok' : words[code] ?? code
}

function rowCode(answer: unknown): string | null {
  if (answer === null)
    return 'NOT_FOUND'
  const [row] = Array.isArray(answer) ? answer as Array<{ ok?: boolean, code?: string | null }> : []
  return row?.ok === false ? row.code! : null
}

/** What came out otherwise than expected, in words. */
export function surprises(outcomes: readonly Outcome[]): string[] {
  return outcomes.filter(({ expected, answered }) => expected !== answered)
    .map(({ caller, place, expected, answered, text }) => `${caller}, ${place}: ${answered} instead of ${expected}: ${text.slice(-200)}`)
}
