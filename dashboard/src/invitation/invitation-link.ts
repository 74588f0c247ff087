/**
 * The token in an invitation's link, however a mail program has written its `#`, or in what was cut out of it; empty where there is none.
 * @param link the whole of it, or what stands behind its `#`
 */
export function tokenOf(link: string): string {
  const [, behind = link.trim()] = /(?:#|%23)(.*)$/.exec(link.trim()) ?? []
  return /^(?:token=)?([\w-]{20,})$/.exec(behind.trim())?.[1] ?? ''
}
