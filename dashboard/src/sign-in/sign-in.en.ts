export const demo = {
  OWNER: 'Owner of a client',
  PROVIDER_ADMIN: 'Provider admin',
  SERVICE_USER: 'Service user',
  USER: 'User of a client',
  text: 'This is a demo world. Choose whom to be; their master password is',
  title: 'Look around as',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { demo: typeof demo }
}
