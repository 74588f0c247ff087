import type { ComputedRef, WritableComputedRef } from 'vue'
import type { Sorting } from './table.js'
import { computed } from 'vue'
import { useUrl } from '../../lib/use-url.js'

/**
 * By what a list is sorted, as it stands in the address: a column, behind a minus where it is descending.
 * @param fields by column, as the server calls them; any other column means the fallback's
 * @param fallback what is not written into the address
 */
export function useUrlSorting<Field extends string>(
  fields: Readonly<Record<string, Field>>,
  fallback: string,
): { sorting: WritableComputedRef<Sorting>, order: ComputedRef<{ field: Field, direction: Sorting['direction'] }> } {
  const sort = useUrl('sort', fallback)
  const first = fallback.replace(/^-/, '')
  const sorting = computed<Sorting>({
    get: (): Sorting => {
      const field = sort.value.replace(/^-/, '')
      return { field: Object.hasOwn(fields, field) ? field : first, direction: sort.value.startsWith('-') ? 'DESC' : 'ASC' }
    },
    set: ({ field, direction }: Sorting) => sort.value = `${direction === 'DESC' ? '-' : ''}${field}`,
  })
  return { sorting, order: computed(() => ({ field: fields[sorting.value.field]!, direction: sorting.value.direction })) }
}
