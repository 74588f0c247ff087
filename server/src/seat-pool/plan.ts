import { registerEnumType } from 'type-graphql'

export enum Plan {
  TEAMS = 'TEAMS',
  ENTERPRISE = 'ENTERPRISE',
}

registerEnumType(Plan, { name: 'Plan', description: 'What a client has bought; custom permissions need ENTERPRISE. Seat pools are per plan.' })
