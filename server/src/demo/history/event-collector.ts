import type { EventCode } from '@wardroom/schema/events'
import { describeEvent } from '../../event/append.js'
import type { Actor, EventClient, EventDetails, LoggedEvent, Subject } from '../../event/append.js'
import type { EventContent } from '../../event/canonical.js'

interface About {
  client?: EventClient
  subject: Subject
  actor: Actor
  at: Date
}

/** Collects what has happened in the demo world in any order; told in the order of time, as a log has it. */
export class EventCollector {
  private readonly events: EventContent[] = []

  constructor(private readonly providerId: string, readonly now: Date) {}

  /** An event as the server's own verbs write it. */
  record<Name extends LoggedEvent>(name: Name, about: About, details: EventDetails[Name]): void {
    this.add(describeEvent(name, { ...about, providerId: this.providerId, details }))
  }

  /** An event that no verb of this server writes yet: what devices report, and what later features will log. */
  report(code: EventCode, { client, clientName, subject, actor, at }: { client?: EventClient, clientName?: string, subject?: Subject, actor: Actor, at: Date }, details: Record<string, unknown> = {}): void {
    this.add({
      providerId: this.providerId,
      code,
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

  /** What happened at the same moment stays in the order in which it was recorded. */
  tell(): EventContent[] {
    return this.events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }

  private add(event: EventContent): void {
    if (event.at < this.now.toISOString())
      this.events.push(event)
  }
}
