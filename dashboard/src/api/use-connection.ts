import type { OperationVariables } from '@apollo/client'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import type { List, ListState } from '../ui/list/list.js'
import { computed, reactive, ref } from 'vue'
import { useQuery } from './use-query.js'

/** A page of a connection as a document asks for it. */
export interface Connection<Node> {
  totalCount?: number
  pageInfo: { hasNextPage: boolean, endCursor: string | null }
  edges: readonly { node: Node }[]
}

export interface UseConnectionReturn<Data, Node> {
  data: Readonly<ShallowRef<Data | undefined>>
  /** All nodes that are loaded; empty until there is an answer. */
  nodes: ComputedRef<readonly Node[]>
  /** How many there are in all, where the document asks for it. */
  total: ComputedRef<number | undefined>
  asOf: Readonly<Ref<number | null>>
  /** What `UiList` shows. */
  list: List
  /** Asks again, as far as is loaded. */
  reload: () => Promise<void>
  /** Loads one page more, of `size` nodes. */
  loadMore: (size?: number) => Promise<void>
}

const pageSize = 50
/** As much as the server answers at once. */
const maxPageSize = 200

/**
 * Follows a list that is read page by page.
 * @param variables all but `first` and `after`; null while the list is not to be asked for
 * @param of where in the answer the connection stands
 * @param filtered whether the variables leave anything out
 */
export function useConnection<Data, Variables extends OperationVariables, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: () => Omit<NoInfer<Variables>, 'first' | 'after'> | null,
  of: (data: NoInfer<Data>) => Connection<Node> | null | undefined,
  filtered: () => boolean = () => false,
): UseConnectionReturn<Data, Node> {
  const paged = query as TypedDocumentNode<Data, OperationVariables>
  const { data, refusal, current, loading, refetch, more, asOf } = useQuery<Data, OperationVariables>(paged, () => {
    const asked = variables()
    return asked && { ...asked, first: pageSize }
  })
  const connection = computed(() => data.value && of(data.value))
  const nodes = computed(() => connection.value?.edges.map(({ node }) => node) ?? [])
  const hasMore = computed(() => connection.value?.pageInfo.hasNextPage ?? false)
  const loadingMore = ref(false)

  const state = computed(() => stateOf(connection.value?.edges, loading.value, refusal.value, filtered()))

  async function reload(size = nodes.value.length): Promise<void> {
    await refetch({ first: Math.min(maxPageSize, Math.max(pageSize, size)) })
  }

  async function loadMore(size = pageSize): Promise<void> {
    if (loadingMore.value || !hasMore.value)
      return
    loadingMore.value = true
    const before = connection.value?.totalCount
    const shown = nodes.value.length
    const page = await more({ first: size, after: connection.value?.pageInfo.endCursor })
    // Somebody came or left meanwhile: the pages do not belong together.
    if (page && of(page)?.totalCount !== before)
      await reload(shown + size)
    loadingMore.value = false
  }

  return {
    data,
    nodes,
    // A number of other rows than were asked for is worse than none.
    total: computed(() => current.value || !refusal.value ? connection.value?.totalCount : undefined),
    asOf,
    list: reactive({ state, refusal, current, loading, hasMore, loadingMore, loadMore: () => loadMore(), refetch: () => reload() }),
    reload: () => reload(),
    loadMore,
  }
}

function stateOf(rows: readonly unknown[] | undefined, loading: boolean, refusal: Refusal | null, filtered: boolean): ListState {
  if (rows && rows.length > 0)
    return 'ready'
  if (refusal)
    return 'failed'
  return loading || !rows ? 'loading' : filtered ? 'filtered' : 'empty'
}
