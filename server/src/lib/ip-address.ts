/** An IPv6 customer has a whole /64, however its addresses are written: count it as one. */
export function addressKey(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:'))
    return ip
  const [head = [], tail] = ip.split('::').map(part => part.split(':').filter(Boolean))
  const groups = tail ? [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail] : head
  return groups.slice(0, 4).map(group => Number.parseInt(group, 16).toString(16)).join(':')
}
