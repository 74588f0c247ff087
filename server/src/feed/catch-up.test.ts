import { expect, it } from 'vitest'
import type { EventRow } from '../event/row.js'
import { catchUp } from './catch-up.js'
import type { Member } from './member.js'

it('what is read again from memory is answered in turns, one batch in each', async () => {
  const log = Array.from({ length: 500 }, (_, n) => ({ seq: String(n + 1), type: 'User_LoggedIn' }) as unknown as EventRow)
  const steps: string[] = []
  const member = {
    gone: false,
    backpressured: false,
    seq: 0,
    ring: { after: (seq: number) => log.slice(seq) },
    filter: () => () => true,
    answer: async (rows: readonly EventRow[]) => {
      steps.push(`${rows.length} events`)
      return 100
    },
  } as unknown as Member
  const end = await catchUp(member, {
    tryJoin: () => member.seq === log.length,
    forgetIdentities: () => {},
    turn: async () => void steps.push('turn'),
  })
  expect(end).toBe('joined')
  expect(steps).toEqual([1, 4, 16, 64, 200, 200, 15].flatMap(events => ['turn', `${events} events`]))
})
