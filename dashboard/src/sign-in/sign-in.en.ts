export const demo = {
  known: 'The server says that this is a demo. In this browser somebody has worked under keys of their own: whatever you do as one of the people of a demo, the server can read and change. Do nothing real as one of them.',
  role: {
    OUTSIDE_TECHNICIAN: 'Outside technician',
    OWNER: 'Owner of a client',
    PROVIDER_ADMIN: 'Provider admin',
    SERVICE_USER: 'Service user',
    USER: 'User of a client',
  },
  show: 'Show the people of the demo',
  text: 'This is a demo world. Choose whom to be; their master password, as the server prints it, is',
  title: 'Look around as',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { demo: typeof demo }
}
