/** A promise that can be proved on a live installation. */
export interface Check {
  promise: string
  /** Resolves to null when it holds, else to what to do. */
  examine: () => Promise<string | null>
}
