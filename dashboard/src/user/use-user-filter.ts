import type { ComputedRef, WritableComputedRef } from 'vue'
import type { UserFilter, UserOrder, UserOrderField, UserRole, UserStatus } from '../gql/graphql.js'
import type { Sorting } from '../ui/list/table.js'
import { computed } from 'vue'
import { useUrl, useUrlChange, useUrlSet } from '../lib/use-url.js'
import { useUrlSorting } from '../ui/list/use-url-sorting.js'
import { noSignInFilter, useSignInFilter } from './use-sign-in-filter.js'

const orders: Record<string, UserOrderField> = {
  email: 'EMAIL',
  role: 'ROLE',
  status: 'STATUS',
  created: 'CREATED_AT',
  seen: 'LAST_SIGN_IN_AT',
}

export interface UseUserFilterReturn {
  search: WritableComputedRef<string>
  status: WritableComputedRef<string[]>
  role: WritableComputedRef<'' | UserRole>
  /** Only people of this group, by its id. */
  group: WritableComputedRef<string>
  /** Only people who reach this collection, by its id. */
  collection: WritableComputedRef<string>
  /** Only people who have enrolled in account recovery, or who have not. */
  recovery: WritableComputedRef<'' | 'on' | 'off'>
  sorting: WritableComputedRef<Sorting>
  /** What the server is asked for; null when nothing is filtered. */
  filter: ComputedRef<UserFilter | null>
  order: ComputedRef<UserOrder>
  clear: () => Promise<void>
}

/** Which of a client's people are shown, and in which order, as it stands in the address. */
export function useUserFilter(): UseUserFilterReturn {
  const search = useUrl('q', '')
  const status = useUrlSet('status')
  const role = useUrl<'' | UserRole>('role', '')
  const signIn = useSignInFilter()
  const recovery = useUrl<'' | 'on' | 'off'>('recovery', '')
  const group = useUrl('group', '')
  const collection = useUrl('collection', '')
  const { sorting, order } = useUrlSorting(orders, 'email')
  const change = useUrlChange()

  const nothing = (): boolean =>
    status.value.length === 0 && !signIn.filtered.value && [search, role, recovery, group, collection].every(({ value }) => value === '')
  const filter = computed(() => nothing()
    ? null
    : {
        search: search.value || null,
        status: status.value.length > 0 ? status.value as UserStatus[] : null,
        role: role.value ? [role.value] : null,
        groups: group.value ? [group.value] : null,
        collections: collection.value ? [collection.value] : null,
        ...signIn.filter.value,
        recoveryEnrolled: recovery.value ? recovery.value === 'on' : null,
      })

  return {
    search,
    status,
    role,
    recovery,
    group,
    collection,
    sorting,
    filter,
    order,
    clear: () => change({
      ...noSignInFilter,
      q: undefined,
      status: undefined,
      role: undefined,
      recovery: undefined,
      group: undefined,
      collection: undefined,
    }),
  }
}
