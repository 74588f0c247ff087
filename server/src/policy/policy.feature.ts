import { feature } from '../request/feature.js'
import { enforceTwoStep } from './enforce-two-step.js'
import { MasterPasswordResolver } from './master-password.resolver.js'
import { ClientPoliciesResolver, PolicyResolver } from './policy.resolver.js'
import { Policy } from './policy.js'
import { remindOfTwoStep } from './remind-of-two-step.js'

/** One waits behind one that runs: it may have looked before what it is to follow. */
const queue = { policy: 'stately', retryLimit: 0 } as const

export const policy = feature({
  resolvers: [PolicyResolver, ClientPoliciesResolver, MasterPasswordResolver],
  entities: [Policy],
  jobs: [
    {
      name: 'enforce-two-step',
      schedule: '* * * * *',
      after: ['Policy_Updated', 'User_Disabled2fa', 'User_Recovered2fa', 'OrganizationUser_AdminResetTwoFactor'],
      queue,
      run: enforceTwoStep,
    },
    {
      name: 'remind-of-two-step',
      schedule: '* * * * *',
      after: ['Policy_Updated'],
      queue,
      run: remindOfTwoStep,
    },
  ],
})
