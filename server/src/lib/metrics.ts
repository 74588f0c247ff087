import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The metrics of `/metrics`; their names are part of the contract (docs/operations.md). */
export class Metrics {
  readonly registry = new Registry()
  readonly requests = new Histogram({
    name: 'wardroom_request_seconds',
    help: 'Time of GraphQL requests',
    labelNames: ['operation'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [this.registry],
  })

  readonly refusals = new Counter({
    name: 'wardroom_refusals_total',
    help: 'Requests refused, by error code',
    labelNames: ['code'],
    registers: [this.registry],
  })

  readonly mails = new Counter({
    name: 'wardroom_mails_total',
    help: 'Attempts to send a mail, by outcome',
    labelNames: ['outcome'],
    registers: [this.registry],
  })

  readonly delivered = new Counter({
    name: 'wardroom_events_delivered_total',
    help: 'Events sent to subscribers',
    registers: [this.registry],
  })

  constructor(sizes: { sockets: () => number, subscriptions: () => number }) {
    collectDefaultMetrics({ register: this.registry })
    const gauge = (name: string, help: string, size: () => number) =>
      new Gauge({ name, help, registers: [this.registry], collect() { this.set(size()) } })
    gauge('wardroom_sockets', 'Open sockets', sizes.sockets)
    gauge('wardroom_subscriptions', 'Running subscriptions', sizes.subscriptions)
  }
}
