import { isIP } from 'node:net'

/** An address out of a text that a proxy sent, which may carry a port (`192.0.2.1:4711`, `[2001:db8::1]:443`); null where there is none. */
export function readAddress(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return isIP(bare) ? bare : null
}

/** An IPv6 customer has a whole /64, however its addresses are written: count it as one. */
export function addressKey(ip: string): string {
  return isIpv6(ip) ? firstGroups(ip, 4) : ip
}

/** Many customers have a whole /48, or a part of one: 65,536 of what `addressKey` counts as one. Undefined for IPv4. */
export function networkKey(ip: string): string | undefined {
  return isIpv6(ip) ? firstGroups(ip, 3) : undefined
}

function isIpv6(ip: string): boolean {
  return ip.includes(':') && !ip.startsWith('::ffff:')
}

function firstGroups(ip: string, count: number): string {
  const [head = [], tail] = ip.split('::').map(part => part.split(':').filter(Boolean))
  const groups = tail ? [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail] : head
  return groups.slice(0, count).map(group => Number.parseInt(group, 16).toString(16)).join(':')
}
