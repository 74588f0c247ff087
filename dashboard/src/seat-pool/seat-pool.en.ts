export const pool = {
  allocated: 'Allocated',
  allocatedText: 'Seats that clients of this plan hold',
  available: 'Available',
  availableText: 'Seats that clients may get without buying',
  edit: 'Change minimum',
  editText: 'Seats of this plan that are paid for in any case.',
  editTitle: 'Minimum of {plan} seats',
  minimum: 'Minimum',
  minimumText: 'Seats paid for in any case',
  purchased: 'Purchased',
  purchasedText: 'Seats bought beyond the minimum',
  text: 'Clients get their seats from the pool of their plan; what goes beyond the minimum is bought.',
  title: 'Seat pools',
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { pool: typeof pool }
}
