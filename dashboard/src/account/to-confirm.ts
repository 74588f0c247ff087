/** Somebody whose phrase is compared before they are confirmed. */
export interface ToConfirm {
  id: string
  email: string
  name?: string | null
  publicKey?: string | null
  viewerCanConfirm: boolean
}
