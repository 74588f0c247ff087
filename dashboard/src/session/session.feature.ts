import { computed } from 'vue'
import { feature } from '../feature/feature.js'
import { useI18n } from '../i18n/use-i18n.js'
import * as en from './auth.en.js'
import * as zhCN from './auth.zh-CN.js'
import { useKeyring } from './keyring.js'
import { useSession } from './session.js'

export const session = feature({
  messages: { 'en': en, 'zh-CN': { auth: zhCN.auth, doubt: zhCN.doubt, proof: zhCN.proof, secondStep: zhCN.secondStep } },
  commands() {
    const { t } = useI18n()
    const { unlocked, lock } = useKeyring()
    const { close } = useSession()
    return computed(() => [
      ...unlocked.value ? [{ key: 'lock', label: t('auth.lock'), icon: 'lock' as const, run: lock }] : [],
      { key: 'sign-out', label: t('auth.signOut'), icon: 'sign-out', run: () => void close() },
    ])
  },
})
