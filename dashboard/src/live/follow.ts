import type { EventRow_EventFragment } from '../gql/graphql.js'
import type { Told } from './feed.js'
import type { Following } from './lead.js'
import { EventRow_event } from '../event/event-row.js'
import { getFragment, graphql } from '../gql/index.js'
import { asRefusal, isUnanswered } from '../lib/refusal.js'
import { refreshLimit } from '../lib/timed-fetch.js'
import { adopt, misses, restart, standingIn, stumble, tellingOf } from './feed.js'
import { lead } from './lead.js'
import { takeTurns } from './take-turns.js'

const MissedEvents = graphql(`
  query MissedEvents($providerId: ID, $after: String) {
    events(providerId: $providerId, after: $after, first: 200) { pageInfo { hasNextPage } edges { node { ...EventRow_event } } }
  }
`)

/**
 * Follows a log until the signal: over a connection of its own while this tab leads, else by what the leading tab tells.
 * @param name what tabs have in common that follow the same log for the same person
 * @param following what is followed, and who hears of it
 */
export async function follow(name: string, following: Following): Promise<void> {
  const { state, signal } = following
  // Pages on plain http have no locks.
  if (!('locks' in navigator))
    return lead(following, () => {})
  let heard = Promise.resolve()
  await takeTurns<Told<EventRow_EventFragment>>({
    name,
    async lead(tell, signal) {
      await heard
      await lead({ ...following, signal }, tell)
    },
    answer: () => tellingOf(state.value),
    hear(told) {
      heard = heard.then(() => hear(following, told)).catch((error: unknown) => stumble(following.state, error))
    },
    signal,
  })
}

async function hear(following: Following, told: Told<EventRow_EventFragment>): Promise<void> {
  const { state, onEvents, onGap, onBatch, signal } = following
  if (told.anew) {
    state.value = restart(state.value)
    return
  }
  const whole = misses(state.value, told) ? await complete(following, told) : told
  if (signal.aborted)
    return
  const { cursor, heardAt } = state.value
  const { state: next, fresh } = adopt(state.value, whole)
  state.value = next
  if (next.heardAt !== heardAt)
    onBatch()
  if (cursor === null && next.cursor !== null)
    onGap()
  else if (fresh.length > 0)
    onEvents(fresh)
}

/**
 * What was told, and before it what this tab missed: it slept, or the lead changed hands. Where the server does not answer, only how the
 * connection stands, so that what is told next asks again. What is more than a page, or no longer there, is a gap.
 */
async function complete({ apollo, providerId, state, signal }: Following, told: Told<EventRow_EventFragment>): Promise<typeof told> {
  const variables = { providerId, after: state.value.cursor }
  try {
    const { data } = await apollo.query({ query: MissedEvents, variables, context: { limit: refreshLimit }, fetchPolicy: 'no-cache' })
    if (data && !data.events.pageInfo.hasNextPage)
      return { ...told, events: [...getFragment(EventRow_event, data.events.edges.map(({ node }) => node)), ...told.events] }
  }
  catch (error) {
    if (isUnanswered(asRefusal(error)))
      return standingIn(told)
  }
  if (!signal.aborted)
    state.value = restart(state.value)
  return told
}
