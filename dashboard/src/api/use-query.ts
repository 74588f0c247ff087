import type { ObservableQuery, OperationVariables } from '@apollo/client'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { Ref, ShallowRef } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import { onScopeDispose, readonly, ref, shallowRef, watch } from 'vue'
import { required } from '../lib/inject.js'
import { asRefusal, isUnanswered } from '../lib/refusal.js'
import { answerLimit, questionLimit, refreshLimit } from '../lib/timed-fetch.js'
import { unansweredKey } from '../lib/unanswered.js'
import { useApollo } from './apollo.js'

export interface UseQueryReturn<TData, TVariables extends OperationVariables> {
  /** The latest answer; while new variables load, still the answer to the old ones. */
  data: Readonly<ShallowRef<TData | undefined>>
  /** Why the last question has no answer; where the server did not answer, it is asked again when it is heard. */
  refusal: Readonly<ShallowRef<Refusal | null>>
  /** Whether `data` answers the present variables. */
  current: Readonly<Ref<boolean>>
  /** A first answer, or one to new variables, is on its way; quiet refetches do not count. */
  loading: Readonly<Ref<boolean>>
  /** When the server last answered this very question, in milliseconds; of several pages the oldest. */
  asOf: Readonly<Ref<number | null>>
  /** Asks again without showing that it does; `change` overrides single variables, as the page size. */
  refetch: (change?: Partial<TVariables>) => Promise<void>
  /** Asks for more with `change` laid over the variables, lets the cache join the pages, and answers the new one. */
  more: (change: Partial<TVariables>) => Promise<TData | undefined>
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
  const unanswered = required(unansweredKey)
  const data = shallowRef<TData>()
  const refusal = shallowRef<Refusal | null>(null)
  const current = ref(false)
  const loading = ref(true)
  const asOf = ref<number | null>(null)
  let observable: ObservableQuery<TData, TVariables> | undefined
  let limit = questionLimit
  let stop = (): void => {}

  function follow(next: TVariables | null): void {
    stop()
    observable = undefined
    if (next === null)
      return
    loading.value = true
    current.value = false
    asOf.value = null
    limit = questionLimit
    observable = apollo.watchQuery<TData, TVariables>({
      query,
      variables: next,
      context: { limit: () => limit },
      fetchPolicy: 'cache-and-network',
      nextFetchPolicy: 'cache-first',
      notifyOnNetworkStatusChange: false,
    })
    // Later results are those of `asking`, or what other questions have changed in the cache.
    let first = true
    const subscription = observable.subscribe((result) => {
      if (result.dataState === 'complete') {
        data.value = result.data
        current.value = true
        loading.value = false
      }
      if (!result.loading) {
        loading.value = false
        if (result.error)
          failed(result.error)
        else if (first)
          answered()
        first = false
      }
    })
    stop = () => {
      subscription.unsubscribe()
      unanswered.drop(again)
    }
  }

  watch(() => JSON.stringify(variables()), () => follow(variables()), { immediate: true })
  onScopeDispose(() => {
    stop()
    observable = undefined
  })

  function answered(): void {
    asOf.value = Date.now()
    heard()
  }

  function heard(): void {
    refusal.value = null
    limit = refreshLimit
  }

  function failed(error: unknown): void {
    refusal.value = asRefusal(error)
    if (observable !== undefined && isUnanswered(refusal.value))
      unanswered.keep(again)
  }

  /** Answers nothing where the question was refused, or is no longer asked. */
  async function asking<Answer>(ask: () => Promise<Answer>, settled = answered): Promise<Answer | undefined> {
    const asked = observable
    const outcome = await ask().then(answer => ({ answer }), (error: unknown) => ({ error }))
    // What was asked with other variables says nothing of these.
    if (asked !== observable)
      return undefined
    if ('error' in outcome)
      return void failed(outcome.error)
    settled()
    return outcome.answer
  }

  async function refetch(change?: Partial<TVariables>): Promise<void> {
    await asking(async () => observable?.refetch(change))
  }
  /** With more patience each time, so that a slow server is not asked ever more. */
  function again(): void {
    limit = Math.min(answerLimit, limit * 2)
    void refetch()
  }

  return {
    data,
    refusal,
    current: readonly(current),
    loading: readonly(loading),
    asOf: readonly(asOf),
    refetch,
    async more(change) {
      const page = await asking(async () => observable?.fetchMore({ variables: change }), heard)
      return page?.data
    },
  }
}
