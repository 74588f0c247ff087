import { describe, expect, it } from 'vitest'
import { createJobs, withResults } from './jobs.js'

const rows = [{ id: 'a', label: 'A' }, { id: 'b', label: 'B' }, { id: 'c', label: 'C' }]

describe('a job', () => {
  it('gives each row its own result and sends only the refused ones again', async () => {
    const sent: string[][] = []
    let full = true
    const jobs = createJobs()
    await jobs.run({
      title: 'Restore',
      rows,
      batch: 2,
      send: async (ids) => {
        sent.push(ids)
        return ids.map(id => id === 'b' && full ? { id, ok: false, code: 'NO_FREE_SEAT', message: 'No seat.' } : { id, ok: true })
      },
    })
    const shown = (): (string | undefined)[][] | undefined => jobs.list.value[0]?.rows.map(row => [row.id, row.state, row.code])
    expect(shown()).toEqual([['a', 'done', undefined], ['b', 'refused', 'NO_FREE_SEAT'], ['c', 'done', undefined]])

    full = false
    await jobs.list.value[0]?.retry()
    expect(sent).toEqual([['a', 'b'], ['c'], ['b']])
    expect(shown()).toEqual([['a', 'done', undefined], ['b', 'done', undefined], ['c', 'done', undefined]])
  })

  it('whose request fails as a whole shows the reason at each row', async () => {
    const jobs = createJobs()
    await jobs.run({ title: 'Revoke', rows, send: async () => Promise.reject(new TypeError('Failed to fetch')) })
    expect(jobs.list.value[0]?.rows.map(row => row.code)).toEqual(['UNREACHABLE', 'UNREACHABLE', 'UNREACHABLE'])
  })

  it('is a new value at each step, so that a page that shows it follows', async () => {
    const jobs = createJobs()
    const running = jobs.run({ title: 'Remove', rows, batch: 1, send: async ids => ids.map(id => ({ id, ok: true })) })
    const [before] = jobs.list.value
    await running
    expect(jobs.list.value[0]).not.toBe(before)
    expect(before?.rows.map(row => row.state)).toEqual(['waiting', 'waiting', 'waiting'])
  })

  it('that is cancelled says of the rest that it was not sent, and sends it when asked to', async () => {
    const jobs = createJobs()
    let patient = false
    await jobs.run({
      title: 'Resend',
      rows,
      batch: 1,
      send: async (ids) => {
        if (!patient)
          jobs.list.value[0]?.cancel()
        return ids.map(id => ({ id, ok: true }))
      },
    })
    const states = (): string[] | undefined => jobs.list.value[0]?.rows.map(row => row.state)
    expect(states()).toEqual(['done', 'unsent', 'unsent'])
    patient = true
    await jobs.list.value[0]?.retry()
    expect(states()).toEqual(['done', 'done', 'done'])
  })

  it('makes way for the next one when it ended well, and stays when it has something to tell', async () => {
    const jobs = createJobs()
    const titles = (): string[] => jobs.list.value.map(({ title }) => title)
    await jobs.run({ title: 'Refused', rows, send: async () => [] })
    await jobs.run({ title: 'Well', rows, send: async ids => ids.map(id => ({ id, ok: true })) })
    expect(titles()).toEqual(['Well', 'Refused'])
    await jobs.run({ title: 'Next', rows, send: async ids => ids.map(id => ({ id, ok: true })) })
    expect(titles()).toEqual(['Next', 'Refused'])
    jobs.show(jobs.list.value[1]!.id)
    expect(titles()).toEqual(['Refused', 'Next'])
  })

  it('sends no further rows once the session is over, and is forgotten', async () => {
    const jobs = createJobs()
    const sent: string[] = []
    await jobs.run({
      title: 'Remove',
      rows,
      batch: 1,
      send: async (ids) => {
        sent.push(...ids)
        jobs.clear()
        return ids.map(id => ({ id, ok: true }))
      },
    })
    expect(sent).toEqual(['a'])
    expect(jobs.list.value).toEqual([])
  })

  it('can be undone once all of it is done, where there is a way', async () => {
    const jobs = createJobs()
    let free = false
    const undone: string[] = []
    const send = async (ids: string[]) => ids.map(id => ({ id, ok: free || id !== 'b' }))
    await jobs.run({ title: 'Revoke', rows, send, undo: () => undone.push('Revoke') })
    expect(jobs.list.value[0]?.undo).toBeUndefined()
    free = true
    await jobs.list.value[0]?.retry()
    jobs.list.value[0]?.undo?.()
    expect(undone).toEqual(['Revoke'])
    await jobs.run({ title: 'Remove', rows, send })
    expect(jobs.list.value[0]?.undo).toBeUndefined()
  })

  it('keeps what the server says of a row that needed nothing', () => {
    const [row] = withResults(
      [{ id: 'a', label: 'A', state: 'waiting' }],
      [{ id: 'a', ok: true, code: 'ALREADY_MEMBER', message: 'Nothing was sent.' }],
      ['a'],
    )
    expect(row).toEqual({ id: 'a', label: 'A', state: 'done', code: 'ALREADY_MEMBER', message: 'Nothing was sent.' })
  })

  it('never shows a row as done that the answer left out', () => {
    const waiting = rows.map(row => ({ ...row, state: 'waiting' as const }))
    expect(withResults(waiting, [{ id: 'a', ok: true }], ['a', 'b']).map(row => row.state)).toEqual(['done', 'refused', 'waiting'])
  })
})
