import type { ComputedRef, WritableComputedRef } from 'vue'
import type { TwoStepClass } from '../gql/graphql.js'
import { computed } from 'vue'
import { useUrl } from '../lib/use-url.js'

const day = 86_400_000
const never = '1970-01-01T00:00:00.000Z'

export interface UseSignInFilterReturn {
  /** Only people who have two-step login, who do not, or whose strongest factor is of one class. */
  twoStep: WritableComputedRef<'' | 'on' | 'off' | TwoStepClass>
  /** Only people who have not signed in for so many days, or never. */
  absent: WritableComputedRef<'' | '30' | '90' | '180' | 'never'>
  filter: ComputedRef<{ twoStep: boolean | null, twoStepClass: TwoStepClass[] | null, notSignedInSince: string | null }>
  filtered: ComputedRef<boolean>
}

/** What takes the filter out of the address. */
export const noSignInFilter = { 'two-step': undefined, 'absent': undefined }

/** People by how they sign in, as it stands in the address. */
export function useSignInFilter(): UseSignInFilterReturn {
  const twoStep = useUrl<'' | 'on' | 'off' | TwoStepClass>('two-step', '')
  const absent = useUrl<'' | '30' | '90' | '180' | 'never'>('absent', '')
  return {
    twoStep,
    absent,
    filter: computed(() => {
      const value = twoStep.value
      const whether = value === 'on' || value === 'off'
      return {
        twoStep: whether ? value === 'on' : null,
        twoStepClass: whether || value === '' ? null : [value],
        notSignedInSince: absent.value === '' ? null : since(absent.value, Date.now()),
      }
    }),
    filtered: computed(() => twoStep.value !== '' || absent.value !== ''),
  }
}

/** From the beginning of a day, so that the question stays the same for as long. */
function since(absent: string, now: number): string {
  const days = Number(absent)
  return Number.isInteger(days) ? new Date(Math.floor(now / day) * day - days * day).toISOString() : never
}
