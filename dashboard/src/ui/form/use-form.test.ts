import { describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import { Refusal } from '../../lib/refusal.js'
import { useForm } from './use-form.js'

function seatForm(
  send: (values: { count: number, tags: string[] }, key: string) => unknown,
  open = ref(false),
): ReturnType<typeof useForm<{ count: number, tags: string[] }>> {
  return effectScope().run(() => useForm(() => ({ count: 1, tags: [] as string[] }), send, open))!
}

describe('a form', () => {
  it('keeps its idempotency key for the same values until they were taken', async () => {
    const keys: string[] = []
    let lost = true
    const form = seatForm((_, key) => {
      keys.push(key)
      if (lost)
        throw new TypeError('Failed to fetch')
    })
    expect(await form.submit()).toBe(false)
    expect(form.refusal?.code).toBe('UNREACHABLE')
    lost = false
    expect(await form.submit()).toBe(true)
    expect(form.refusal).toBeNull()
    expect(await form.submit()).toBe(true)
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[1])
  })

  it('is dirty once something was typed, until it was taken or put back', async () => {
    let dirtyWhileSent: boolean | undefined
    const form = seatForm(() => {
      dirtyWhileSent = form.dirty
    })
    expect(form.dirty).toBe(false)
    form.values.tags.push('a')
    expect(form.dirty).toBe(true)
    form.values.tags.pop()
    expect(form.dirty).toBe(false)
    form.values.count = 2
    await form.submit()
    expect([dirtyWhileSent, form.dirty]).toEqual([false, false])
    form.values.count = 3
    form.reset()
    expect(form.dirty).toBe(false)
  })

  it('takes another key for other values, however deep they are', async () => {
    const keys = new Set<string>()
    const form = seatForm((_, key) => {
      keys.add(key)
      throw new Refusal('NO_FREE_SEAT', 'No.')
    })
    await form.submit()
    form.values.count = 2
    await form.submit()
    form.values.tags.push('x')
    await form.submit()
    await form.submit()
    expect(keys.size).toBe(3)
  })

  it('starts anew each time its dialog opens', async () => {
    const open = ref(false)
    const form = seatForm(() => {
      throw new Refusal('SELF', 'No.')
    }, open)
    form.values.count = 7
    await form.submit()
    open.value = true
    await Promise.resolve()
    expect([form.values.count, form.refusal]).toEqual([1, null])
  })

  it('is sent once at a time', async () => {
    const answer = Promise.withResolvers<void>()
    let sent = 0
    const form = seatForm(() => {
      sent++
      return answer.promise
    })
    const first = form.submit()
    expect([form.busy, await form.submit(), sent]).toEqual([true, false, 1])
    answer.resolve()
    expect([await first, form.busy]).toEqual([true, false])
  })
})
