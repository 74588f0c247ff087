/** True for names and addresses that never leave this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host) || /^::ffff:127\./.test(host)
}

/** The name in a Host header, without its port; empty where it is malformed. */
export function nameInHost(host: string): string {
  return /^(\[[\da-f:]+\]|[^:]+)(?::\d+)?$/i.exec(host)?.[1] ?? ''
}
