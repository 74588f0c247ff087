import type { Ref } from 'vue'
import type { Refusal } from '../lib/refusal.js'
import { ref, shallowRef } from 'vue'
import { useApollo } from '../api/apollo.js'
import { graphql } from '../gql/index.js'
import { asRefusal } from '../lib/refusal.js'
import { saveFile } from '../lib/save-file.js'

const LogCheckpoint = graphql(`query LogCheckpoint($providerId: ID!) { logCheckpoint(providerId: $providerId) { seq note } }`)

/** Fetches a signed checkpoint of a provider's log and hands it over as a file, to be kept where the server cannot reach. */
export function useLogCheckpoint(): {
  fetching: Readonly<Ref<boolean>>
  refusal: Readonly<Ref<Refusal | null>>
  fetchAndSave: (providerId: string) => Promise<void>
} {
  const apollo = useApollo()
  const fetching = ref(false)
  const refusal = shallowRef<Refusal | null>(null)

  async function fetchAndSave(providerId: string): Promise<void> {
    fetching.value = true
    refusal.value = null
    try {
      const { data } = await apollo.query({ query: LogCheckpoint, variables: { providerId }, fetchPolicy: 'no-cache' })
      saveFile(`wardroom-checkpoint-${data!.logCheckpoint.seq}.txt`, 'text/plain', data!.logCheckpoint.note)
    }
    catch (error) {
      refusal.value = asRefusal(error)
    }
    finally {
      fetching.value = false
    }
  }

  return { fetching, refusal, fetchAndSave }
}
