import type { ComputedRef } from 'vue'
import { useWindowVirtualizer } from '@tanstack/vue-virtual'
import { computed } from 'vue'

export interface VisibleRows<Row> {
  /** Whether only a part of the rows is drawn. */
  virtual: ComputedRef<boolean>
  /** The rows to draw, and the height in dots of what is left out before and after them. */
  slice: ComputedRef<{ rows: { row: Row, index: number }[], before: number, after: number }>
  /** Rows are as high as their text is long, and higher under a thumb. */
  measure: (row: unknown) => void
  scrollTo: (index: number) => void
}

/** Only long lists are drawn in part; short ones stay whole for searching in the page. */
export function useVisibleRows<Row>(rows: () => readonly Row[], offset: () => number): VisibleRows<Row> {
  const virtual = computed(() => rows().length > 150)
  const virtualizer = useWindowVirtualizer(computed(() => ({
    count: virtual.value ? rows().length : 0,
    estimateSize: () => 45,
    overscan: 16,
    scrollMargin: offset(),
  })))
  const slice = computed(() => {
    const all = rows().map((row, index) => ({ row, index }))
    if (!virtual.value)
      return { rows: all, before: 0, after: 0 }
    const items = virtualizer.value.getVirtualItems()
    const margin = virtualizer.value.options.scrollMargin
    return {
      rows: items.flatMap(({ index }) => all[index] ?? []),
      before: (items[0]?.start ?? margin) - margin,
      after: Math.max(0, virtualizer.value.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin)),
    }
  })
  return {
    virtual,
    slice,
    measure(row) {
      if (virtual.value && row instanceof Element)
        virtualizer.value.measureElement(row)
    },
    scrollTo(index) {
      if (virtual.value)
        virtualizer.value.scrollToIndex(index)
    },
  }
}
