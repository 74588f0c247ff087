export const installation = {
  demo: 'demo',
  demoText: 'A demo world: nothing here is real, and a simulator acts in it.',
  load: 'Load it',
  newVersion: 'A new version of Wardroom is there.',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { installation: typeof installation }
}
