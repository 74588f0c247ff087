import { readEmail } from '@wardroom/schema/text'
import { useInstallation } from '../installation/use-installation.js'

/** Tells whether this is the printed password of somebody of the demo, who gets new keys with each demo; one that is secret never is. */
export function useDemoPeople(): (address: string, password: string) => boolean {
  const { current } = useInstallation()
  return (address, password) => {
    const people = current.value?.demoSignIns ?? []
    return people.some(person => person.password === password && person.email === readEmail(address))
  }
}
