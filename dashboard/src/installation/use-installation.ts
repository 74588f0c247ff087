import type { ApolloClient } from '@apollo/client'
import type { InjectionKey, ShallowRef } from 'vue'
import type { InstallationQuery } from '../gql/graphql.js'
import { shallowRef } from 'vue'
import { graphql } from '../gql/index.js'
import { required } from '../lib/inject.js'

const InstallationDocument = graphql(`query Installation { installation { state demo demoSignIns { email password role } mailbox setupCode version } }`)

export interface Installation {
  /** What kind of installation this is; null until it was first answered. */
  current: Readonly<ShallowRef<InstallationQuery['installation'] | null>>
  /** Asks the server; throws when it cannot be reached. */
  load: () => Promise<InstallationQuery['installation']>
}

export const installationKey: InjectionKey<Installation> = Symbol('installation')
export const useInstallation = (): Installation => required(installationKey)

export function createInstallation(apollo: ApolloClient): Installation {
  const current = shallowRef<InstallationQuery['installation'] | null>(null)
  return {
    current,
    async load() {
      const { data } = await apollo.query({ query: InstallationDocument, fetchPolicy: 'network-only' })
      if (!data)
        throw new TypeError('No answer')
      current.value = data.installation
      return data.installation
    },
  }
}
