import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { EventRow } from '../event/row.js'
import { Group } from './group.js'
import type { Member } from './member.js'

const row = (seq: number) => ({ seq: String(seq) }) as EventRow
async function until(is: () => boolean): Promise<void> {
  while (!is())
    await setImmediate()
}

function member(seq: number): Member & { got: string[] } {
  const got: string[] = []
  return {
    groupKey: 'key',
    subscriber: {
      providerId: 'p',
      answer: async ({ rows, seq }: { rows: readonly EventRow[], seq: number }) => `${rows.map(({ seq }) => seq).join()}→${seq}`,
    },
    filter: () => () => true,
    seq,
    backpressured: false,
    send: (text: string) => void got.push(text),
    got,
  } as unknown as Member & { got: string[] }
}

/** A group whose turns come when they are let. */
function waiting() {
  const turns: Array<() => void> = []
  const [first, lagging] = [member(0), [] as Member[]]
  const group = new Group(first, late => lagging.push(late), () => new Promise<void>(resolve => turns.push(resolve)))
  group.tryJoin(first)
  return { group, first, lagging, turns }
}

it('what comes while a group waits for its turn goes along, and asks for no turn of its own', async () => {
  const { group, first, lagging, turns } = waiting()
  for (let seq = 1; seq <= 100; seq++) {
    group.add([row(seq)])
    void group.settle()
  }
  for (let n = 0; n < 10; n++)
    group.beat()
  await until(() => turns.length > 0)
  turns.shift()!()
  await until(() => turns.length > 0)
  turns.shift()!()
  await group.settle()
  expect(turns).toEqual([])
  expect(first.got).toEqual([`${Array.from({ length: 100 }, (_, n) => n + 1).join()}→100`, '→100'])
  expect([first.seq, lagging]).toEqual([100, []])
})

it('who joins while a batch waits gets what comes behind it, once', async () => {
  const { group, first, lagging, turns } = waiting()
  group.add([row(1)])
  void group.settle()
  const second = member(1)
  expect(group.tryJoin(second)).toBe(true)
  group.add([row(2), row(3)])
  void group.settle()
  for (let n = 0; n < 2; n++) {
    await until(() => turns.length > 0)
    turns.shift()!()
  }
  await group.settle()
  expect([first.got, second.got, lagging]).toEqual([['1→1', '2,3→3'], ['2,3→3'], []])
})
