import { describeEnum } from '../lib/enum.js'

export enum Plan {
  TEAMS = 'TEAMS',
  ENTERPRISE = 'ENTERPRISE',
}

describeEnum(Plan, 'Plan', 'What a client has bought; it stays. Seat pools are per plan: seats of one never help the other.', {
  TEAMS: 'The Teams plan.',
  ENTERPRISE: 'The Enterprise plan: also has custom permissions.',
})
