import { createSharedComposable, useTimestamp } from '@vueuse/core'

/** The time in milliseconds, moving once a second; all users share one timer, which ends with the last of them. */
export const useNow = createSharedComposable(() => useTimestamp({ interval: 1000 }))
