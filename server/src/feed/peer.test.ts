import { expect, it } from 'vitest'
import { cutFullest } from './peer.js'

function readers(unread: Record<string, number[]>) {
  const cut: string[] = []
  const peers = Object.entries(unread).flatMap(([party, all]) =>
    all.map(bytes => ({ party, unread: bytes, cut: () => void cut.push(`${party} ${bytes}`) })))
  return { cut, peers }
}

it('of the party that leaves most unread the fullest socket is cut off first, and no more than memory needs', () => {
  const { peers, cut } = readers({ one: [1, 30, 5], other: [40, 0] })
  cutFullest(peers, 76)
  expect(cut).toEqual([])
  cutFullest(peers, 75)
  expect(cut).toEqual(['other 40'])
  cutFullest(peers, 6)
  expect(cut.slice(1)).toEqual(['other 40', 'one 30'])
})

it('who keeps much by many sockets is cut off, and not who is just being read to', () => {
  const keeps = Array.from({ length: 2_500 }, () => 100)
  const { peers, cut } = readers({ reads: [200], keeps, other: [150, 150] })
  cutFullest(peers, 249_999)
  expect(cut).toEqual(['keeps 100', 'keeps 100', 'keeps 100', 'keeps 100', 'keeps 100', 'keeps 100'])
})
