import { expect, it } from 'vitest'
import { withoutPhrase } from './without-phrase.js'

it.each([
  ['Dan, robbing-lustiness-unbitten-limeade-culpable', 'Dan, …'],
  ['Northwind (your phrase: a‑b‐c–d-E-f)', 'Northwind (your phrase: …)'],
  ['Ana-Maria von Rhein-Ruhr-Wupper', 'Ana-Maria von Rhein-Ruhr-Wupper'],
])('%s stands beside a phrase as %s', (name, shown) => {
  expect(withoutPhrase(name)).toBe(shown)
})
