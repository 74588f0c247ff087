import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { deviceTypes } from '@wardroom/schema/events'
import { readAddress } from '../lib/ip-address.js'
import { isLoopback, nameInHost } from '../lib/loopback.js'

/** Where a request comes from. */
export interface Device {
  /** Index into `deviceTypes` of schema/events.ts. */
  type: number
  /** Its User-Agent. */
  name: string
  /** Of the peer, or of whoever stands behind trusted proxies. */
  ip: string
  /** Whether it is this machine itself, asking by a name of its own and, as far as can be seen, through no proxy. */
  atTheMachine: boolean
}

export const sdkDevice = deviceTypes.indexOf('SDK')
const unknownBrowser = deviceTypes.indexOf('Unknown browser')

/** Order matters: most user agents also contain the names that follow theirs here. */
const browsers: Array<[RegExp, typeof deviceTypes[number]]> = [
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bOPR\//, 'Opera'],
  [/\bEdg\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrom(?:e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

export function deviceTypeOf(userAgent: string | undefined): number {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent ?? ''))
  return browser ? deviceTypes.indexOf(browser[1]) : unknownBrowser
}

interface Request {
  headers: IncomingHttpHeaders
  ip: string
  socket: { remoteAddress?: string | undefined }
  raw: Pick<IncomingMessage, 'httpVersion' | 'headersDistinct'>
}

export function deviceOf(request: Request): Device {
  const userAgent = request.headers['user-agent']
  const ip = readAddress(request.ip) ?? request.socket.remoteAddress ?? ''
  return { type: deviceTypeOf(userAgent), name: deviceName(userAgent), ip, atTheMachine: isAtTheMachine(request) }
}

/** It stands in logs and lists, so it has no signs but plain ones. */
function deviceName(userAgent = 'unknown'): string {
  return userAgent.slice(0, 200).replaceAll(/[^\x20-\x7E]/g, '?')
}

const forwarding = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
] as const

/**
 * Behind a proxy on this machine every peer is this machine, and a page elsewhere can give its own name our address: neither counts.
 * HTTP/1.0 is what a proxy speaks that nobody set up.
 */
export function isAtTheMachine({ headers, socket, raw }: Omit<Request, 'ip'>): boolean {
  const [name, ...others] = raw.headersDistinct.host ?? []
  return isLoopback(socket.remoteAddress ?? '')
    && raw.httpVersion === '1.1'
    && name !== undefined && isLoopback(nameInHost(name)) && !others.length
    && forwarding.every(name => headers[name] === undefined)
}
