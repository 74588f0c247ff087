import { expect, it } from 'vitest'
import { fieldsOf, ruleOf } from './rule-form.js'

const nothing = {
  plans: null,
  seatsFrom: null,
  seatsTo: null,
  daysFrom: null,
  daysTo: null,
  tags: null,
  withoutTags: null,
  nameContains: null,
}

it('what is empty does not matter', () => {
  expect(ruleOf(fieldsOf(null))).toEqual(nothing)
})

it('a rule comes back from its fields as it was', () => {
  const rule = { ...nothing, plans: ['TEAMS' as const], seatsFrom: 5, daysTo: 0, tags: ['gold', 'bank'], nameContains: 'acme' }
  expect(ruleOf(fieldsOf(rule))).toEqual(rule)
})

it('tags are written with commas of any script', () => {
  expect(ruleOf({ ...fieldsOf(null), tags: ' gold，silver、 ,bronze ' }).tags).toEqual(['gold', 'silver', 'bronze'])
})
