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
  /** Since how many minutes, and why; nobody does anything there meanwhile. */
  suspended?: { minutes: number, reason: string }
  /** How many temporary people the simulator keeps here at most, and the other name it sometimes gives the client. */
  temporary: number
  alias?: string
}

const usual = { admins: 1, customs: 0, accepted: 0, invited: 0, revoked: 0, staged: 0, removed: 0, activity: 1, attacks: [], temporary: 0 }

function company(
  who: Pick<Blueprint, 'name' | 'domain' | 'plan' | 'age'>,
  size: Pick<Blueprint, 'seats' | 'confirmed'> & Partial<Blueprint>,
  story: Partial<Blueprint> = {},
): Blueprint {
  return { ...usual, ...who, ...size, ...story }
}

export const blueprints: readonly Blueprint[] = [
  company(
    { name: 'Halden Foods', domain: 'halden-foods.example', plan: Plan.ENTERPRISE, age: 89 },
    { seats: { first: 40, now: 60 }, admins: 3, customs: 2, confirmed: 40, accepted: 2, invited: 3, revoked: 3, removed: 4 },
    { manager: 'Olga Halden', guest: 'Umar Haddad', temporary: 4, alias: 'Halden Foods Group' },
  ),
  // Every seat is taken.
  company(
    { name: 'Brightwater Logistics', domain: 'brightwater.example', plan: Plan.ENTERPRISE, age: 86 },
    { seats: { first: 32, now: 32 }, admins: 2, customs: 1, confirmed: 28, accepted: 2, invited: 2, revoked: 3, removed: 3 },
    { manager: 'Bela Varga', activity: 1.3 },
  ),
  // Far more seats than people.
  company(
    { name: 'Castellan Legal', domain: 'castellan.example', plan: Plan.TEAMS, age: 80 },
    { seats: { first: 30, now: 30 }, confirmed: 8, invited: 1, removed: 1 },
    { manager: 'Claire Castellan', temporary: 3, alias: 'Castellan Legal LLP' },
  ),
  // Invitations that nobody accepts.
  company(
    { name: 'Orchard & Pine Hotels', domain: 'orchardpine.example', plan: Plan.ENTERPRISE, age: 41 },
    { seats: { first: 44, now: 44 }, confirmed: 13, accepted: 3, invited: 24, revoked: 1 },
    { manager: 'Pia Orchard', temporary: 2 },
  ),
  // Let many people go, then gave seats back.
  company(
    { name: 'Meridian Clinics', domain: 'meridian-clinics.example', plan: Plan.ENTERPRISE, age: 87 },
    { seats: { first: 44, now: 34 }, admins: 2, customs: 2, confirmed: 16, accepted: 1, invited: 2, revoked: 17, removed: 5 },
    { manager: 'Milan Meer', temporary: 3 },
  ),
  // Grows by itself.
  company(
    { name: 'Kestrel Robotics', domain: 'kestrel-robotics.example', plan: Plan.ENTERPRISE, age: 62 },
    { seats: { first: 12, now: 27, autoGrowCeiling: 40 }, admins: 2, customs: 1, confirmed: 22, accepted: 2, invited: 3 },
    { manager: 'Kaya Storm', activity: 1.4, temporary: 3, alias: 'Kestrel Robotics SE' },
  ),
  // Taken on yesterday.
  company(
    { name: 'Juniper Studio', domain: 'juniper-studio.example', plan: Plan.TEAMS, age: 1 },
    { seats: { first: 5, now: 5 }, admins: 0, confirmed: 0, invited: 1 },
  ),
  // Its owner accepted and was never confirmed.
  company(
    { name: 'Tallow & Finch Architects', domain: 'tallowfinch.example', plan: Plan.TEAMS, age: 55 },
    { seats: { first: 18, now: 18 }, admins: 0, confirmed: 9, accepted: 2, invited: 2, removed: 1 },
    { manager: 'Tilda Finch', noOwner: true, temporary: 2, alias: 'Tallow, Finch & Partners' },
  ),
  // Somebody tries its passwords at night.
  company(
    { name: 'Port Sorrel Freight', domain: 'port-sorrel.example', plan: Plan.TEAMS, age: 74 },
    { seats: { first: 20, now: 24 }, confirmed: 18, invited: 1, revoked: 1, removed: 1 },
    { manager: 'Petra Sorrel', attacks: [33, 9, 2], temporary: 2 },
  ),
  // A directory has staged people who were never invited.
  company(
    { name: 'Lindqvist Energy', domain: 'lindqvist.example', plan: Plan.ENTERPRISE, age: 68 },
    { seats: { first: 25, now: 30 }, customs: 4, confirmed: 20, invited: 2, staged: 14 },
    { manager: 'Linnea Lindqvist', activity: 0.8, temporary: 2 },
  ),
  // People wait to be confirmed.
  company(
    { name: 'Oakridge School', domain: 'oakridge-school.example', plan: Plan.TEAMS, age: 28 },
    { seats: { first: 30, now: 30 }, confirmed: 11, accepted: 9, invited: 3 },
    { manager: 'Owen Ridge', activity: 0.7, temporary: 2 },
  ),
  // Quiet, renamed, and suspended just now.
  company(
    { name: 'Sable Insurance', domain: 'sable.example', plan: Plan.ENTERPRISE, age: 83 },
    { seats: { first: 22, now: 22 }, customs: 1, confirmed: 17, accepted: 1, revoked: 3, removed: 2 },
    {
      manager: 'Sander Sable',
      activity: 0.5,
      formerly: { name: 'Sable & Sons', until: 47 },
      suspended: { minutes: 40, reason: 'Two invoices are overdue' },
    },
  ),
]

/** By convention of the demo world: first name at the domain for the people who are named above, first.last for the others. */
export function shortEmail(name: string, { domain }: Pick<Blueprint, 'domain'>): string {
  return `${name.split(' ')[0]!.toLowerCase()}@${domain}`
}
