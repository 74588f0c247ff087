import { feature } from '../request/feature.js'

export const mail = feature({
  jobs: [
    {
      name: 'send-mail',
      queue: { retryLimit: 12, retryDelay: 5, retryBackoff: true, retryDelayMax: 3_600 },
      work: { pollingIntervalSeconds: 1, batchSize: 50 },
      takesPart: ({ mailer }) => mailer.configured,
      async run({ mailer }, ids) {
        await Promise.all(ids.map(id => mailer.send(id)))
      },
    },
    {
      // Queues mails again whose job was lost with a process, and deletes old ones, sent or not: what they ask for is over by then.
      name: 'tidy-mails',
      schedule: '* * * * *',
      async run({ mailer, database: { system } }) {
        await system.query(`delete from mail where created_at < now() - interval '7 days'`)
        mailer.queued(await mailer.unsentMails())
      },
    },
  ],
})
