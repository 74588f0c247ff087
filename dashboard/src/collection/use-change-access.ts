import type { Holder } from './access.js'
import { useMutation } from '../api/use-mutation.js'
import { graphql } from '../gql/index.js'
import { Refusal } from '../lib/refusal.js'
import { changeIn } from './access.js'

const ChangeCollectionAccess = graphql(`
  mutation ChangeCollectionAccess($input: ChangeCollectionAccessInput!) { changeCollectionAccess(input: $input) { id ok code message } }
`)

/** Says who has access to collections; answers how many were refused, and throws the reason where it was all of them. */
export function useChangeAccess(): (collectionIds: readonly string[], changes: readonly Holder[]) => Promise<{ refused: number }> {
  const { sendOrThrow } = useMutation(ChangeCollectionAccess)
  return async (collectionIds, changes) => {
    const { changeCollectionAccess: rows } = await sendOrThrow({ input: { collectionIds: [...collectionIds], ...changeIn(changes) } })
    const refused = rows.filter(({ ok }) => !ok)
    const [first] = refused
    if (first && refused.length === rows.length)
      throw Refusal.told(first.code ?? 'INTERNAL', first.message ?? '')
    return { refused: refused.length }
  }
}
