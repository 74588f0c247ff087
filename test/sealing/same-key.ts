import type { Holder } from '@wardroom/schema/sealing/provider'
import { openKey } from '@wardroom/schema/sealing/encstring'
import { unwrapKey } from '@wardroom/schema/sealing/rsa'

type Copy = [wrapped: string, holder: Holder]

/** Whether two wrapped copies hold the same key. */
export async function holdSameKey(one: Copy, other: Copy): Promise<boolean> {
  const [a, b] = await Promise.all([open(one), open(other)])
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

function open([wrapped, holder]: Copy) {
  return 'enc' in holder ? openKey(wrapped, holder) : unwrapKey(wrapped, holder)
}
