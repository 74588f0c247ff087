import { feature } from '../request/feature.js'
import { accountNode, sessionNode } from './account-nodes.js'
import { AccountResolver } from './account.resolver.js'
import { EmailCodeResolver } from './email-code.resolver.js'
import { deleteEndedSessions } from './end-sessions.js'
import { forgetOldDevices } from './known-devices.js'
import { tellOfMissingSecondSteps } from './missing-second-steps.js'
import { OwnAccountResolver } from './own-account.resolver.js'
import { PasswordHintResolver } from './password-hint.resolver.js'
import { SecurityKeyResolver } from './security-key.resolver.js'
import { TwoStepResolver } from './two-step.resolver.js'

export const account = feature({
  resolvers: [AccountResolver, OwnAccountResolver, TwoStepResolver, SecurityKeyResolver, EmailCodeResolver, PasswordHintResolver],
  nodes: [accountNode, sessionNode],
  jobs: [{
    name: 'delete-ended-sessions',
    schedule: '*/10 * * * *',
    async run({ database: { system } }) {
      await deleteEndedSessions(system)
      await forgetOldDevices(system)
      await system.query('delete from remembered_device where expires_at < now()')
      await system.query('delete from authenticator_offer where expires_at < now()')
      await system.query('delete from email_change where expires_at < now()')
      await system.query('delete from email_code where expires_at < now()')
      await system.query('delete from security_key_challenge where expires_at < now()')
      await system.query(`delete from second_step where expires_at < now() - interval '1 day'`)
    },
  }, {
    name: 'tell-of-missing-second-steps',
    schedule: '* * * * *',
    run: tellOfMissingSecondSteps,
  }],
})
