/** Which build of the dashboard runs here; none where it is served from its sources. */
export const ownBuild = document.querySelector<HTMLMetaElement>('meta[name=build]')?.content
