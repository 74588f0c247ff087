import type { OperationVariables } from '@apollo/client'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { Ref, ShallowRef } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import { readonly, ref, shallowRef } from 'vue'
import { asRefusal } from '../lib/refusal.js'
import { useApollo } from './apollo.js'

export interface UseMutationReturn<TData, TVariables> {
  /** Sends the mutation; null when it was refused, the reason then being in `refusal`. */
  send: (variables: TVariables) => Promise<TData | null>
  /** As `send`, for callers that handle the refusal themselves. */
  sendOrThrow: (variables: TVariables) => Promise<TData>
  sending: Readonly<Ref<boolean>>
  refusal: ShallowRef<Refusal | null>
}

/** One mutation; what it answers goes into the normalized cache, so that everything on the page that shows it changes. */
export function useMutation<TData, TVariables extends OperationVariables>(
  mutation: TypedDocumentNode<TData, TVariables>,
): UseMutationReturn<TData, TVariables> {
  const apollo = useApollo()
  const sending = ref(false)
  const refusal = shallowRef<Refusal | null>(null)

  async function sendOrThrow(variables: TVariables): Promise<TData> {
    sending.value = true
    try {
      const { data } = await apollo.mutate<TData, OperationVariables>({ mutation, variables })
      return data as TData
    }
    catch (error) {
      throw asRefusal(error)
    }
    finally {
      sending.value = false
    }
  }

  async function send(variables: TVariables): Promise<TData | null> {
    refusal.value = null
    try {
      return await sendOrThrow(variables)
    }
    catch (error) {
      refusal.value = asRefusal(error)
      return null
    }
  }

  return { send, sendOrThrow, sending: readonly(sending), refusal }
}
