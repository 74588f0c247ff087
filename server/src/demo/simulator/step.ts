import type { Blueprint } from '../people/blueprints.js'
import type { ApiClient } from './api-client.js'

/** What a step needs beside somebody who takes it. */
export interface StepContext {
  clientId: string
  /** The browser of somebody with that address. */
  clientOf: (email: string) => ApiClient
  /** The newest mail to an address. */
  mailTo: (email: string) => Promise<string | undefined>
  /** Whether the limits that all share leave room for one more. */
  maySignIn: () => boolean
  mayOpenInvitation: () => boolean
}

export interface Situation {
  blueprint: Blueprint
  now: Date
  /** Mails stay in this installation; otherwise nothing is done that would send one to an address that does not exist. */
  keepsMail: boolean
}

/** Who may take a step: a manager of the client's or any of the provider's people, unless it asks for more. */
export type Right = 'manager' | 'owner' | 'provider-admin'

/** One thing that somebody may do next. @see StepSource */
interface PossibleStep {
  right: Right
  /** Does it as a person would, by the public API. @returns false when it has to wait. @throws WardroomError */
  take: (actor: ApiClient, context: StepContext) => Promise<boolean>
}

export type Weighted<Step> = readonly [step: Step, weight: number]

/** What a feature lets the simulated people do. */
export interface StepSource {
  fields: string
  possible: (client: unknown, situation: Situation) => Array<Weighted<PossibleStep>>
}

interface Steps<Client, Step> {
  /** What has to be known of a client: fields of `Client`, under another name where older features ask for them differently. */
  fields: string
  /** What may come next, with weights; 2 is the weight of doing nothing. */
  possible: (client: Client, situation: Situation) => Array<Weighted<Step>>
  right?: Right
  take: (step: Step, actor: ApiClient, context: StepContext) => Promise<boolean>
}

export function stepsOf<Client, Step>({ fields, possible, right = 'manager', take }: Steps<Client, Step>): StepSource {
  return {
    fields,
    possible: (client, situation) => possible(client as Client, situation)
      .map(([step, weight]) => [{ right, take: (actor, context) => take(step, actor, context) }, weight]),
  }
}
