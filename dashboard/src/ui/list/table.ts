/** One column of a table; `from` hides it on screens narrower than that, `sort` names what the list is ordered by. */
export interface Column {
  key: string
  label: string
  align?: 'end'
  from?: 's' | 'm' | 'l'
  sort?: string
  /** The heading is for screen readers only. */
  quiet?: boolean
}

export interface Sorting { field: string, direction: 'ASC' | 'DESC' }

/** The order after a click on the heading of `field`: first ascending, then descending. */
export function nextSorting(current: Sorting, field: string): Sorting {
  return { field, direction: current.field === field && current.direction === 'ASC' ? 'DESC' : 'ASC' }
}
