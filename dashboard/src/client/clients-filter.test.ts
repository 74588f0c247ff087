import { expect, it } from 'vitest'
import { clientFilter, clientOrder, clientSorting } from './clients-filter.js'

it('an empty address filters nothing, a full one everything at once', () => {
  expect(clientFilter('', '', '')).toBeNull()
  expect(clientFilter('acme', 'TEAMS', 'few', { state: 'active' }))
    .toEqual({ name: { contains: 'acme' }, plan: 'TEAMS', suspended: false, freeSeats: { gte: 1, lte: 3 } })
  expect(clientFilter('', '', 'none', { state: 'suspended' })).toEqual({ suspended: true, freeSeats: { lte: 0 } })
})

it('an order is read from the address, and nonsense becomes the order by name', () => {
  expect(clientOrder(clientSorting('-event'))).toEqual({ field: 'LAST_EVENT_AT', direction: 'DESC' })
  expect(clientOrder(clientSorting('drop table'))).toEqual({ field: 'NAME', direction: 'ASC' })
})
