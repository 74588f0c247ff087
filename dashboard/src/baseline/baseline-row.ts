import type { BaselineRow_BaselineFragment } from '../gql/graphql.js'
import { graphql } from '../gql/index.js'

export const BaselineRow_baseline = graphql(`
  fragment BaselineRow_baseline on Baseline {
    id name position createdAt revisedAt clientCount viewerCanChange
    clientGroups { id name }
    policies { kind enabled autoEnrol graceDays rules { minComplexity minLength requireLower requireUpper requireNumbers requireSpecial enforceOnLogin } }
    settings { limitCollectionCreation limitCollectionDeletion limitItemDeletion allowAdminAccess }
  }
`)

export type Baseline = BaselineRow_BaselineFragment
/** How a baseline wants one policy. */
export type Wanted = Baseline['policies'][number]

export const kinds = ['TWO_STEP_LOGIN', 'MASTER_PASSWORD', 'SINGLE_ORGANIZATION', 'ACCOUNT_RECOVERY'] as const
export const settingNames = ['limitCollectionCreation', 'limitCollectionDeletion', 'limitItemDeletion', 'allowAdminAccess'] as const
export type Setting = typeof settingNames[number]

/** The settings that a newer server may name are left out. */
export const isSetting = (name: string): name is Setting => (settingNames as readonly string[]).includes(name)
