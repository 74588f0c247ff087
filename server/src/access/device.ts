import { deviceTypes } from '@wardroom/schema/events'

/** Where a request comes from. */
export interface Device {
  /** Index into `deviceTypes` of schema/events.ts. */
  type: number
  /** Its User-Agent. */
  name: string
  ip: string
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

export function deviceOf({ headers, ip }: { headers: { 'user-agent'?: string | undefined }, ip: string }): Device {
  const userAgent = headers['user-agent']
  return { type: deviceTypeOf(userAgent), name: (userAgent ?? 'unknown').slice(0, 200), ip }
}
