import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * An address or a network (`192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`) in the one spelling that is kept; null for anything else, and for
 * a network with bits beyond its mask, which would let in more than its author sees.
 */
export function cleanNetwork(text: string): string | null {
  const [address = '', length, ...others] = text.split('/')
  if (others.length || !isIP(address) || address.includes('%') || !/^(?:0|[1-9]\d{0,2})$/.test(length ?? '0'))
    return null
  const parsed = ipaddr.parse(address)
  const bits = parsed.kind() === 'ipv4' ? 32 : 128
  const prefix = length === undefined ? bits : Number(length)
  if (prefix > bits || isMapped(parsed))
    return null
  const { IPv4, IPv6 } = ipaddr
  const first = (bits === 32 ? IPv4 : IPv6).networkAddressFromCIDR(`${address}/${prefix}`).toString()
  if (first !== parsed.toString())
    return null
  return prefix === bits ? first : `${first}/${prefix}`
}

/** Whether an address is in one of these networks, as `cleanNetwork` spells them. An IPv4 address counts as itself however it came. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (!isIP(address))
    return false
  const parsed = ipaddr.process(address)
  return networks.some((network) => {
    const [first, prefix] = network.includes('/') ? ipaddr.parseCIDR(network) : [ipaddr.parse(network), undefined]
    return first.kind() === parsed.kind() && parsed.match(first, prefix ?? (first.kind() === 'ipv4' ? 32 : 128))
  })
}

function isMapped(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()
}
