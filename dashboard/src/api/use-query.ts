import type { ObservableQuery, OperationVariables } from '@apollo/client'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { Ref, ShallowRef } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import { onScopeDispose, readonly, ref, shallowRef, watch } from 'vue'
import { asRefusal } from '../lib/refusal.js'
import { useApollo } from './apollo.js'

export interface UseQueryReturn<TData, TVariables extends OperationVariables> {
  /** The latest answer; while new variables load, still the answer to the old ones. */
  data: Readonly<ShallowRef<TData | undefined>>
  refusal: Readonly<ShallowRef<Refusal | null>>
  /** A first answer, or one to new variables, is on its way; quiet refetches do not count. */
  loading: Readonly<Ref<boolean>>
  /** When the server last answered, in milliseconds. */
  asOf: Readonly<Ref<number | null>>
  /** Asks again without showing that it does; `change` overrides single variables, as the page size. */
  refetch: (change?: Partial<TVariables>) => Promise<void>
  /** Asks for more with `change` laid over the variables and lets the cache join the pages. */
  more: (change: Partial<TVariables>) => Promise<void>
}

/**
 * Follows a query in Apollo's cache for as long as the component lives.
 * @param variables a getter; the query is asked anew when its value changes, and not at all while it is null.
 */
export function useQuery<TData, TVariables extends OperationVariables>(
  query: TypedDocumentNode<TData, TVariables>,
  variables: () => NoInfer<TVariables> | null,
): UseQueryReturn<TData, TVariables> {
  const apollo = useApollo()
  const data = shallowRef<TData>()
  const refusal = shallowRef<Refusal | null>(null)
  const loading = ref(true)
  const asOf = ref<number | null>(null)
  let observable: ObservableQuery<TData, TVariables> | undefined
  let stop = (): void => {}

  function follow(next: TVariables | null): void {
    stop()
    observable = undefined
    if (next === null)
      return
    loading.value = true
    observable = apollo.watchQuery<TData, TVariables>({
      query,
      variables: next,
      fetchPolicy: 'cache-and-network',
      nextFetchPolicy: 'cache-first',
      notifyOnNetworkStatusChange: false,
    })
    const subscription = observable.subscribe((result) => {
      if (result.dataState === 'complete') {
        data.value = result.data
        loading.value = false
      }
      if (!result.loading) {
        loading.value = false
        refusal.value = result.error ? asRefusal(result.error) : null
        if (!result.error)
          asOf.value = Date.now()
      }
    })
    stop = () => subscription.unsubscribe()
  }

  watch(() => JSON.stringify(variables()), () => follow(variables()), { immediate: true })
  onScopeDispose(() => stop())

  async function asking(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask()
      refusal.value = null
      asOf.value = Date.now()
    }
    catch (error) {
      refusal.value = asRefusal(error)
    }
  }

  return {
    data,
    refusal,
    loading: readonly(loading),
    asOf: readonly(asOf),
    refetch: change => asking(async () => observable?.refetch(change)),
    more: change => asking(async () => observable?.fetchMore({ variables: change })),
  }
}
