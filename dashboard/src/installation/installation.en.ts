export const installation = {
  demo: 'demo',
  demoText: 'A demo world: nothing here is real, and a simulator acts in it.',
  load: 'Load it',
  newVersion: 'A new version of Wardroom is there.',
  setupCode: 'Set-up code',
  setupCodeHint: 'The server printed it at its start, behind the # of the address to open.',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { installation: typeof installation }
}
