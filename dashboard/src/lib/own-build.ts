/** Which build of the dashboard runs here; none where it is served from its sources. */
export function ownBuild(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name=build]')?.content
}
