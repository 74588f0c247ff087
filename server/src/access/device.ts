/** Device types as the event log numbers them (domain §7.2). */
const browsers: Array<[RegExp, number]> = [
  [/\bVivaldi\//, 18],
  [/\bOPR\//, 11],
  [/\bEdg\//, 12],
  [/\bFirefox\//, 10],
  [/\bChrom(?:e|ium)\//, 9],
  [/\bSafari\//, 17],
]

const unknownBrowser = 14
export const sdkDevice = 21
export const serverDevice = 22

export function deviceTypeOf(userAgent: string | undefined): number {
  return browsers.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? unknownBrowser
}
