import { describe, expect, it } from 'vitest'
import { eventFilter, passes } from './event-filter.js'

const none = { client: '', group: '', actor: '', subject: '', categories: [], code: '', range: '' as const, since: '', until: '' }
const now = Date.parse('2026-03-01T12:00:00Z')

describe('the filter of the log', () => {
  it('asks for nothing when nothing is chosen', () => {
    expect(eventFilter(none, now)).toEqual({})
  })

  it('counts a preset back from now', () => {
    expect(eventFilter({ ...none, range: '24h' }, now)).toEqual({ since: '2026-02-28T12:00:00.000Z' })
  })

  it('leaves out times and codes that are none', () => {
    expect(eventFilter({ ...none, range: 'custom', since: 'yesterday', until: '', code: '15xx' }, now)).toEqual({})
    expect(eventFilter({ ...none, range: 'custom', since: '2026-02-01T00:00Z', until: '2026-02-02T00:00Z', code: '1500' }, now))
      .toEqual({ since: '2026-02-01T00:00:00.000Z', until: '2026-02-02T00:00:00.000Z', codes: [1500] })
  })

  it('lets live events through exactly when the list would hold them', () => {
    const event = { clientId: 'c', code: 1500, category: 'USER', at: '2026-03-01T12:00:00.000Z', actor: { id: 'a' }, subject: { id: 's' } }
    expect(passes(event, {})).toBe(true)
    expect(passes(event, { clientId: 'c', actorId: 'a', subjectId: 's', categories: ['USER', 'SEAT'], codes: [1500] })).toBe(true)
    expect(passes(event, { since: '2026-03-01T12:00:00.000Z' })).toBe(true)
    expect(passes(event, { until: '2026-03-01T12:00:00.000Z' })).toBe(false)
    for (const other of [{ clientId: 'd' }, { actorId: 'b' }, { subjectId: 't' }, { categories: ['SEAT'] }, { codes: [1501] }])
      expect(passes(event, other)).toBe(false)
  })
})
