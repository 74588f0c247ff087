export const demand = {
  choice: {
    month: 'In 30 days',
    never: 'Not at all',
    now: 'Now',
    week: 'In seven days',
  },
  everybody: 'Everybody in the team has two-step login.',
  from: 'Needed',
  is: 'Since {date}',
  missing: '{names} has none and would see nothing until it is set up. | {names} have none and would see nothing until it is set up.',
  none: 'Not demanded',
  text: 'Whoever of the team has no two-step login by then sees nothing of your clients until they do, and their API tokens rest.',
  title: 'Two-step login of the team',
  willBe: 'From {date}',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { demand: typeof demand }
}
