const browsers: [pattern: RegExp, name: string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Vivaldi/, 'Vivaldi'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(?:e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: [pattern: RegExp, name: string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** A browser's description of itself as a name that people recognise in their list of sessions; what is none stays as it is. */
export function deviceNameOf(userAgent: string): string {
  if (!userAgent.includes('/'))
    return userAgent
  const names = [browsers, systems].map(patterns => patterns.find(([pattern]) => pattern.test(userAgent))?.[1])
  return names.filter(name => name !== undefined).join(' · ') || userAgent
}
