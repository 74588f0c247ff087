import type { Translated } from '../i18n/use-i18n.js'
import type { installation as english } from './installation.en.js'

export const installation: Translated<typeof english> = {
  demo: '演示',
  demoText: '演示环境：这里的一切都不是真实的，由模拟器操作。',
  load: '加载',
  newVersion: 'Wardroom 有新版本。',
  setupCode: '设立代码',
  setupCodeHint: '服务器启动时打印了此代码，位于所打印地址的 # 之后。',
}
