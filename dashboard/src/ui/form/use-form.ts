import type { Ref } from 'vue'
import type { Refusal } from '../../lib/refusal.js'
import { computed, reactive, shallowReactive, shallowRef, watch } from 'vue'
import { asRefusal } from '../../lib/refusal.js'

export interface Form<T> {
  values: T
  busy: boolean
  refusal: Refusal | null
  /** The values differ from those at the start, or from those that were taken last; not while they are on their way. */
  readonly dirty: boolean
  /** Sends the values, unless they are on their way; true when that went well. */
  submit: () => Promise<boolean>
  /** Puts the initial values back. */
  reset: () => void
  /** Puts values in as if they were typed. */
  restore: (values: object) => void
}

/**
 * The values of a form and their way to the server. The idempotency key stays the same while the same values are sent again, so
 * that what was done though its answer was lost is not done twice; other values, or a form that starts anew, get another.
 * @param send throws what was refused
 * @param open of the dialog that holds the form, which starts anew with it
 */
export function useForm<T extends object>(
  initial: () => T,
  send: (values: T, idempotencyKey: string) => unknown,
  open?: Ref<boolean>,
): Form<T> {
  const values = reactive(initial()) as T
  const pristine = shallowRef(JSON.stringify(values))
  const changed = computed(() => JSON.stringify(values) !== pristine.value)
  const form: Form<T> = shallowReactive({
    values,
    busy: false,
    refusal: null,
    get dirty() {
      return changed.value && !form.busy
    },
    submit,
    reset,
    restore: next => void Object.assign(values, next),
  })
  let idempotencyKey = crypto.randomUUID()

  function reset(): void {
    Object.assign(values, initial())
    pristine.value = JSON.stringify(values)
    form.refusal = null
    idempotencyKey = crypto.randomUUID()
  }

  async function submit(): Promise<boolean> {
    if (form.busy)
      return false
    form.busy = true
    form.refusal = null
    try {
      await send(values, idempotencyKey)
      pristine.value = JSON.stringify(values)
      idempotencyKey = crypto.randomUUID()
      return true
    }
    catch (error) {
      form.refusal = asRefusal(error)
      return false
    }
    finally {
      form.busy = false
    }
  }

  watch(() => values, () => idempotencyKey = crypto.randomUUID(), { deep: true, flush: 'sync' })
  if (open)
    watch(open, reset)
  return form
}
