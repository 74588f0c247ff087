import { byValue } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { chronological } from '../database/list/order.js'
import { helpRequestColumns, HelpRequestState } from './help-request.js'
import type { HelpRequestRow } from './help-request.js'

export const helpRequests = list<HelpRequestRow>()({
  name: 'HelpRequest',
  plural: 'requests for help',
  table: 'help_request',
  columns: () => helpRequestColumns,
  filters: { state: byValue('state', HelpRequestState, 'Only requests of this state.') },
  orders: { ASKED_AT: chronological('asked_at', 'By when they were asked.') },
})
