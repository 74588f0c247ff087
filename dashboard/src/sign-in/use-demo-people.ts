import type { ComputedRef } from 'vue'
import type { InstallationQuery } from '../gql/graphql.js'
import { readEmail } from '@wardroom/schema/text'
import { computed } from 'vue'
import { useI18n } from '../i18n/use-i18n.js'
import { useInstallation } from '../installation/use-installation.js'

export type DemoPerson = NonNullable<InstallationQuery['installation']['demoSignIns']>[number]

/** The people of the demo; nobody where the installation is none. */
export function useDemoPeople(): {
  people: ComputedRef<DemoPerson[]>
  /** Whether this is the printed password of somebody of the demo, who gets new keys with each demo; one that is secret never is. */
  isOfDemo: (address: string, password: string) => boolean
} {
  const { te } = useI18n()
  const { current } = useInstallation()
  const people = computed(() => {
    const { demo = false, demoSignIns } = current.value ?? {}
    return demo ? (demoSignIns ?? []).filter(({ email, role }) => readEmail(email) === email && te(`demo.role.${role}`)) : []
  })
  return {
    people,
    isOfDemo: (address, password) => people.value.some(person => person.password === password && person.email === readEmail(address)),
  }
}
