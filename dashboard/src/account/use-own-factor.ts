import type { TwoStepKind } from '@wardroom/schema/two-step'
import type { Ref } from 'vue'
import type { KeyAnswer } from '../session/security-key.js'
import { strongestFirst } from '@wardroom/schema/two-step'
import { shallowRef, watch } from 'vue'
import { useApollo } from '../api/apollo.js'
import { useMutation } from '../api/use-mutation.js'
import { graphql } from '../gql/index.js'
import { asRefusal } from '../lib/refusal.js'
import { askKey, leaveKey } from '../session/security-key.js'

const OwnFactors = graphql(`query OwnFactors { viewer { account { id } twoStep { methods { id kind } } } }`)
const ChallengeSecurityKey = graphql(`mutation ChallengeSecurityKey { challengeSecurityKey { challenge credentialIds } }`)

const MailCode = graphql(`mutation MailCode { mailCode { email } }`)

export interface OwnFactor {
  /** What the account can be asked for beside the password, the strongest first. */
  kinds: Readonly<Ref<readonly TwoStepKind[]>>
  /** Which of them the person shows; null: none is asked for. */
  chosen: Readonly<Ref<TwoStepKind | null>>
  choose: (kind: TwoStepKind) => void
  /** Shows it, for the input of a mutation. @throws Refusal */
  show: (code: string) => Promise<{ code?: string, emailCode?: string, securityKey?: KeyAnswer }>
  /** Has a code mailed to the person. @throws Refusal */
  mail: () => Promise<{ email: string }>
}

/** The second factor that goes with the master password where one's own account is to be proved. Asked for anew with the dialog. */
export function useOwnFactor(open: Ref<boolean>): OwnFactor {
  const apollo = useApollo()
  const { sendOrThrow } = useMutation(ChallengeSecurityKey)
  const mailing = useMutation(MailCode)
  const kinds = shallowRef<readonly TwoStepKind[]>([])
  const chosen = shallowRef<TwoStepKind | null>(null)

  async function load(): Promise<void> {
    const { data } = await apollo.query({ query: OwnFactors, fetchPolicy: 'no-cache' })
    kinds.value = strongestFirst(data?.viewer.twoStep?.methods.map(({ kind }) => kind) ?? [])
    if (chosen.value === null || !kinds.value.includes(chosen.value))
      chosen.value = kinds.value[0] ?? null
  }

  watch(open, (now, before) => {
    [kinds.value, chosen.value] = [[], null]
    if (now)
      load().catch(() => {}) // what is sent says what is missing
    else if (before)
      leaveKey()
  }, { immediate: true })

  return {
    kinds,
    chosen,
    choose: kind => chosen.value = kind,
    mail: () => mailing.sendOrThrow({}).then(({ mailCode }) => mailCode),
    async show(code) {
      if (chosen.value === null)
        await load()
      if (chosen.value === null)
        return {}
      if (chosen.value !== 'WEBAUTHN')
        return chosen.value === 'EMAIL' ? { emailCode: code } : { code }
      const { challengeSecurityKey } = await sendOrThrow({}).catch((error: unknown) => {
        throw asRefusal(error)
      })
      return { securityKey: await askKey(challengeSecurityKey) }
    },
  }
}
