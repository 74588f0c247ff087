import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { feature } from '../feature/feature.js'
import { useI18n } from '../i18n/use-i18n.js'
import { shell as en } from './shell.en.js'
import { shell as zhCN } from './shell.zh-CN.js'
import { useNavigation } from './use-navigation.js'

export const shell = feature({
  commands() {
    const { t } = useI18n()
    const router = useRouter()
    const entries = useNavigation()
    return computed(() => entries.value.map(({ to, title, icon }) => ({
      key: to,
      label: t('shell.palette.go', { page: t(title) }),
      icon,
      run: () => void router.push(to),
    })))
  },
  messages: { 'en': { shell: en }, 'zh-CN': { shell: zhCN } },
})
