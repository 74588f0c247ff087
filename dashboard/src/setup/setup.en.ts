export const setup = {
  enterpriseMinimum: 'Enterprise seats, minimum',
  lead: 'This installation is empty. Make it yours, or look around first.',
  minimumHint: 'Seats paid for in any case; may be changed later.',
  preparing: 'Preparing the demo world',
  preparingLead: 'Twelve clients with their people, keys and ninety days of events are being made. This takes up to half a minute.',
  providerName: 'Name of the provider',
  submit: 'Set up and sign in',
  taken: 'Your provider is set up. What is left is to sign in, with this address and master password.',
  teamsMinimum: 'Teams seats, minimum',
  title: 'Welcome to Wardroom',
  demo: {
    text: 'Twelve made-up clients, some three hundred people and a simulator that keeps acting. Everything can be tried; nothing is real.',
    title: 'Look around in a demo world',
  },
  provider: {
    text: 'Name your provider and become its first provider admin. Your keys are made in this browser.',
    title: 'Set up your provider',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { setup: typeof setup }
}
