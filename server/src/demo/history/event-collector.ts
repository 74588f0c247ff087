import { codeOf } from '@wardroom/schema/events'
import type { EventName } from '@wardroom/schema/events'
import { describeEvent } from '../../event/append.js'
import type { Actor, EventClient, EventDetails, LoggedEvent, Subject } from '../../event/append.js'
import type { EventContent } from '../../event/canonical.js'

interface About {
  client?: EventClient
  subject: Subject
  actor: Actor
  at: Date
}

/** Collects the events of the demo world's past, which may be recorded in any order; those of the future are left out. */
export class EventCollector {
  private readonly events: EventContent[] = []

  constructor(private readonly providerId: string, private readonly now: Date) {}

  /** An event as the server's own verbs write it. */
  record<Name extends LoggedEvent>(name: Name, about: About, details: EventDetails[Name]): void {
    this.add(describeEvent(name, { ...about, providerId: this.providerId, details }))
  }

  /** An event that no verb of this server writes yet: what devices report, and what later features will log. */
  recordUnwritten(
    name: EventName,
    { client, clientName, subject, actor, at }: Omit<About, 'subject'> & { clientName?: string, subject?: Subject },
    details: Record<string, unknown> = {},
  ): void {
    this.add({
      providerId: this.providerId,
      code: codeOf(name),
      at: at.toISOString(),
      clientId: client?.id ?? null,
      clientName: client?.name ?? clientName ?? null,
      actorKind: actor.kind,
      actorId: actor.id ?? null,
      actorName: actor.name ?? null,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      subjectName: subject?.name ?? null,
      details,
      deviceType: actor.deviceType ?? null,
      ip: actor.ip ?? null,
    })
  }

  /** In the order of time; events of one moment stay in the order in which they were recorded. */
  inOrder(): EventContent[] {
    return this.events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }

  private add(event: EventContent): void {
    if (event.at < this.now.toISOString())
      this.events.push(event)
  }
}
