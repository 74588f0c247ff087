export const apiKey = {
  clientId: 'Client id:',
  copy: 'Copy the secret',
  kept: 'I have kept it',
  made: 'made',
  madeTitle: 'Your personal API key',
  make: 'Make an API key',
  makeText: 'Whoever has it acts as you, without your master password and second factor, until you remove it or change how you sign in. It opens nothing that is sealed. You are mailed.',
  once: 'The secret is shown this once. Put it where the program keeps its secrets.',
  remove: 'Remove the API key',
  removeText: 'Programs that have it are out within a second.',
  replace: 'Replace the API key',
  replaceText: 'Programs that have the present one are out within a second and need the new one. You are mailed.',
  secret: 'Client secret',
  text: 'For your own programs and scripts: they sign in with it as you. Tools of the team use API tokens instead.',
  title: 'Personal API key',
  unused: 'never used',
  used: 'last used',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { apiKey: typeof apiKey }
}
