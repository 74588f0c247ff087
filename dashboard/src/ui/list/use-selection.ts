import type { ComputedRef, Ref } from 'vue'
import { computed, ref, watch } from 'vue'

/** Which rows of a list are selected; whoever leaves the list is so no longer. */
export function useSelection<Row extends { id: string }>(rows: () => readonly Row[]): {
  selected: Ref<string[]>
  chosen: ComputedRef<Row[]>
} {
  const selected = ref<string[]>([])
  watch(rows, now => selected.value = selected.value.filter(id => now.some(row => row.id === id)))
  return { selected, chosen: computed(() => rows().filter(({ id }) => selected.value.includes(id))) }
}
