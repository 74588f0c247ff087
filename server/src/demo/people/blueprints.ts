import { Plan } from '../../seat-pool/plan.js'

export const providerName = 'Northlight Managed Services'

/** Seats the demo provider pays for in any case; its clients have a few more of each plan. */
export const seatMinimums = { [Plan.TEAMS]: 100, [Plan.ENTERPRISE]: 220 }

export const worldDays = 90

/** One client of the demo world: how large it is, and what its trouble is. */
export interface Blueprint {
  name: string
  domain: string
  plan: Plan
  /** Days since it was taken on. */
  age: number
  seats: { first: number, now: number, autoGrowCeiling?: number }
  /** A confirmed owner (`noOwner`: admin) who signs in with the demo's password, by first and last name. */
  manager?: string
  /** A plain user who signs in with it as well. */
  guest?: string
  /** Its owner has not been confirmed. */
  noOwner?: true
  /** Managers beside that one, among the confirmed. */
  admins: number
  customs: number
  confirmed: number
  accepted: number
  invited: number
  revoked: number
  staged: number
  /** People who left again. */
  removed: number
  /** How much its people use the vault; 1 is usual. */
  activity: number
  /** Nights in which strangers tried passwords, as days ago. */
  attacks: number[]
  /** What it was called before, and until how many days ago. */
  formerly?: { name: string, until: number }
  /** How many temporary people the simulator keeps here at most, and the other name it sometimes gives the client. */
  temporary: number
  alias?: string
}

const usual = { admins: 1, customs: 0, accepted: 0, invited: 0, revoked: 0, staged: 0, removed: 0, activity: 1, attacks: [], temporary: 0 }

export const blueprints: readonly Blueprint[] = [
  { ...usual, name: 'Halden Foods', domain: 'halden-foods.example', plan: Plan.ENTERPRISE, age: 89, seats: { first: 40, now: 60 }, manager: 'Olga Halden', guest: 'Umar Haddad', admins: 3, customs: 2, confirmed: 40, accepted: 2, invited: 3, revoked: 3, removed: 4, temporary: 4, alias: 'Halden Foods Group' },
  // Every seat is taken.
  { ...usual, name: 'Brightwater Logistics', domain: 'brightwater.example', plan: Plan.ENTERPRISE, age: 86, seats: { first: 32, now: 32 }, manager: 'Bela Varga', admins: 2, customs: 1, confirmed: 28, accepted: 2, invited: 2, revoked: 3, removed: 3, activity: 1.3 },
  // Far more seats than people.
  { ...usual, name: 'Castellan Legal', domain: 'castellan.example', plan: Plan.TEAMS, age: 80, seats: { first: 30, now: 30 }, manager: 'Claire Castellan', confirmed: 8, invited: 1, removed: 1, temporary: 3, alias: 'Castellan Legal LLP' },
  // Invitations that nobody accepts.
  { ...usual, name: 'Orchard & Pine Hotels', domain: 'orchardpine.example', plan: Plan.ENTERPRISE, age: 41, seats: { first: 44, now: 44 }, manager: 'Pia Orchard', confirmed: 13, accepted: 3, invited: 24, revoked: 1, temporary: 2 },
  // Let many people go, then gave seats back.
  { ...usual, name: 'Meridian Clinics', domain: 'meridian-clinics.example', plan: Plan.ENTERPRISE, age: 87, seats: { first: 44, now: 34 }, manager: 'Milan Meer', admins: 2, customs: 2, confirmed: 16, accepted: 1, invited: 2, revoked: 17, removed: 5, temporary: 3 },
  // Grows by itself.
  { ...usual, name: 'Kestrel Robotics', domain: 'kestrel-robotics.example', plan: Plan.ENTERPRISE, age: 62, seats: { first: 12, now: 27, autoGrowCeiling: 40 }, manager: 'Kaya Storm', admins: 2, customs: 1, confirmed: 22, accepted: 2, invited: 3, activity: 1.4, temporary: 3, alias: 'Kestrel Robotics SE' },
  // Taken on yesterday.
  { ...usual, name: 'Juniper Studio', domain: 'juniper-studio.example', plan: Plan.TEAMS, age: 1, seats: { first: 5, now: 5 }, admins: 0, confirmed: 0, invited: 1 },
  // Its owner accepted and was never confirmed.
  { ...usual, name: 'Tallow & Finch Architects', domain: 'tallowfinch.example', plan: Plan.TEAMS, age: 55, seats: { first: 18, now: 18 }, manager: 'Tilda Finch', noOwner: true, admins: 0, confirmed: 9, accepted: 2, invited: 2, removed: 1, temporary: 2, alias: 'Tallow, Finch & Partners' },
  // Somebody tries its passwords at night.
  { ...usual, name: 'Port Sorrel Freight', domain: 'port-sorrel.example', plan: Plan.TEAMS, age: 74, seats: { first: 20, now: 24 }, manager: 'Petra Sorrel', confirmed: 18, invited: 1, revoked: 1, removed: 1, attacks: [33, 9, 2], temporary: 2 },
  // A directory has staged people who were never invited.
  { ...usual, name: 'Lindqvist Energy', domain: 'lindqvist.example', plan: Plan.ENTERPRISE, age: 68, seats: { first: 25, now: 30 }, manager: 'Linnea Lindqvist', customs: 4, confirmed: 20, invited: 2, staged: 14, activity: 0.8, temporary: 2 },
  // People wait to be confirmed.
  { ...usual, name: 'Oakridge School', domain: 'oakridge-school.example', plan: Plan.TEAMS, age: 28, seats: { first: 30, now: 30 }, manager: 'Owen Ridge', confirmed: 11, accepted: 9, invited: 3, activity: 0.7, temporary: 2 },
  // Quiet, and renamed.
  { ...usual, name: 'Sable Insurance', domain: 'sable.example', plan: Plan.ENTERPRISE, age: 83, seats: { first: 22, now: 22 }, manager: 'Sander Sable', customs: 1, confirmed: 17, accepted: 1, revoked: 3, removed: 2, activity: 0.5, formerly: { name: 'Sable & Sons', until: 47 }, temporary: 1 },
]

/** By convention of the demo world: first name at the domain for the people who are named above, first.last for the others. */
export function shortEmail(name: string, { domain }: Pick<Blueprint, 'domain'>): string {
  return `${name.split(' ')[0]!.toLowerCase()}@${domain}`
}
