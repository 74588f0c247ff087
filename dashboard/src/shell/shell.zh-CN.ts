import type { Translated } from '../i18n/use-i18n.js'
import type { shell as english } from './shell.en.js'

export const shell: Translated<typeof english> = {
  account: '您的账户',
  breadcrumb: '路径',
  help: '键盘快捷键',
  home: 'Wardroom，返回客户列表',
  keysLocked: '密钥已锁定',
  keysUnlocked: '密钥已解锁',
  menu: '菜单',
  navigation: '页面',
  notFound: '没有此页面',
  notFoundText: '该地址无效；可能输入有误或页面已移动。',
  skip: '跳到页面内容',
  staffOnly: '仅服务商人员可见。',
  toClients: '返回客户列表',
  unreachable: '服务器没有响应',
  version: '版本 {version}',
  keys: {
    close: '关闭、清除选择，或离开输入框',
    down: '下一行',
    help: '本帮助',
    open: '打开该行',
    palette: '命令面板',
    search: '搜索列表',
    select: '选择该行',
    selection: '进入或离开所选行的操作栏',
    up: '上一行',
  },
  palette: {
    actions: '操作',
    go: '前往{page}',
    none: '没有匹配项。',
    open: '搜索或前往…',
    placeholder: '输入客户、页面或操作',
    title: '命令面板',
  },
}
