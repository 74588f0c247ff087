import type { ApolloClient } from '@apollo/client'
import type { InjectionKey, Ref, ShallowRef } from 'vue'
import type { InstallationQuery } from '../gql/graphql.js'
import { useLocalStorage } from '@vueuse/core'
import { shallowRef } from 'vue'
import { graphql } from '../gql/index.js'
import { required } from '../lib/inject.js'

const InstallationDocument = graphql(`query Installation { installation { state demo demoSignIns { email password role } mailbox version } }`)

export interface Installation {
  /** What kind of installation this is; null until it was first answered. */
  current: Readonly<ShallowRef<InstallationQuery['installation'] | null>>
  /** What opens an empty installation and the mailbox; empty until it came with the address that the server printed, or was typed. */
  setupCode: Ref<string>
  /** Asks the server; throws when it cannot be reached. */
  load: () => Promise<InstallationQuery['installation']>
}

export const installationKey: InjectionKey<Installation> = Symbol('installation')
export const useInstallation = (): Installation => required(installationKey)

export function createInstallation(apollo: ApolloClient): Installation {
  const current = shallowRef<InstallationQuery['installation'] | null>(null)
  return {
    current,
    setupCode: useLocalStorage('wardroom.setup-code', ''),
    async load() {
      const { data } = await apollo.query({ query: InstallationDocument, fetchPolicy: 'network-only' })
      if (!data)
        throw new TypeError('No answer')
      current.value = data.installation
      return data.installation
    },
  }
}

/** The code in the `#` of an address that the server printed. */
export const setupCodeIn = (hash: string): string | undefined => /^#([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})$/.exec(hash)?.[1]
