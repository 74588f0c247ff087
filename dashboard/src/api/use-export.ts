import type { Ref } from 'vue'
import type { Connection } from './use-connection.js'
import { ref, shallowRef } from 'vue'
import { asRefusal, Refusal } from '../lib/refusal.js'
import { saveFile } from '../lib/save-file.js'

interface Report<Node> {
  /** Of the file. */
  name: string
  page: (after: string | null) => Promise<Connection<Node> | null | undefined>
  write: (nodes: readonly Node[]) => string
  /** More than these are refused, before anything is handed over. */
  most?: number
}

export interface UseExportReturn {
  exporting: Readonly<Ref<boolean>>
  /** How many rows have come. */
  count: Readonly<Ref<number>>
  refusal: Readonly<Ref<Refusal | null>>
  start: <Node>(report: Report<Node>) => Promise<void>
  cancel: () => void
}

/** Fetches all of a list, page by page, and hands it over as one CSV file. Cancelling hands over nothing. */
export function useExport(): UseExportReturn {
  const exporting = ref(false)
  const count = ref(0)
  const refusal = shallowRef<Refusal | null>(null)
  let wanted = 0

  async function start<Node>({ name, page, write, most = Infinity }: Report<Node>): Promise<void> {
    const mine = ++wanted
    exporting.value = true
    count.value = 0
    refusal.value = null
    const nodes: Node[] = []
    const seen = new Set<string>()
    try {
      let after: string | null = null
      do {
        const connection = await page(after)
        nodes.push(...connection?.edges.map(({ node }) => node) ?? [])
        if (nodes.length > most)
          throw Refusal.local('EXPORT_TOO_LARGE', { max: most })
        count.value = nodes.length
        after = connection?.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null
        // A list ends: a place that was there before is none of it.
        if (after !== null && seen.has(after))
          throw Refusal.local('INTERNAL')
        seen.add(after ?? '')
      } while (after !== null && mine === wanted)
      // The mark tells spreadsheets that the file is UTF-8.
      if (mine === wanted)
        saveFile(name, 'text/csv', '\uFEFF', write(nodes))
    }
    catch (error) {
      if (mine === wanted)
        refusal.value = asRefusal(error)
    }
    finally {
      if (mine === wanted)
        exporting.value = false
    }
  }

  function cancel(): void {
    wanted++
    exporting.value = false
  }

  return { exporting, count, refusal, start, cancel }
}
