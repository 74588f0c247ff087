import { defaultKdf, kdfChoices } from '@wardroom/schema/sealing/kdf-numbers'
import { expect, it } from 'vitest'
import type { Secrets } from '../config/secrets.js'
import { decoyKdf } from './accounts.js'

const secrets = { decoyKey: Buffer.alloc(32, 1) } as Secrets
const drawn = Array.from({ length: 4_000 }, (_, n) => decoyKdf(`nobody${n}@nowhere.example`, secrets))

it('an address that nobody has gets what new accounts have, or now and then another choice that people are offered', () => {
  const shares = kdfChoices.map(choice => drawn.filter(kdf => JSON.stringify(kdf) === JSON.stringify(choice)).length / drawn.length)
  expect(shares[0]).toBeGreaterThan(0.85)
  for (const share of shares.slice(1))
    expect(share).toBeGreaterThan(0.01)
  expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1)
})

it('always the same of one installation, and another of another', () => {
  expect(decoyKdf('nobody7@nowhere.example', secrets)).toEqual(drawn[7])
  const elsewhere = drawn.map((_, n) => decoyKdf(`nobody${n}@nowhere.example`, { decoyKey: Buffer.alloc(32, 2) } as Secrets))
  expect(elsewhere).not.toEqual(drawn)
  expect(drawn).toContainEqual(defaultKdf)
})
