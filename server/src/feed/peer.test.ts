import { expect, it } from 'vitest'
import { cutFullest } from './peer.js'

function readers(...unread: number[]) {
  const cut: number[] = []
  return { cut, peers: unread.map(bytes => ({ unread: bytes, cut: () => void cut.push(bytes) })) }
}

it('who leaves most unread is cut off first, and nobody more than memory needs', () => {
  const { peers, cut } = readers(1, 30, 5, 40, 0)
  cutFullest(peers, 76)
  expect(cut).toEqual([])
  cutFullest(peers, 75)
  expect(cut).toEqual([40])
  cutFullest(peers, 6)
  expect(cut).toEqual([40, 40, 30])
})
