import type { Translated } from '../i18n/use-i18n.js'
import type { shell as english } from './shell.en.js'

export const shell: Translated<typeof english> = {
  account: '您的账户',
  breadcrumb: '路径',
  failed: {
    text: {
      unreachable: '服务器恢复后，“{page}”会自动打开。',
      replaced: '“{page}”属于新版本。加载会丢失此处已输入或仍在发送的内容：请先完成，然后再加载。',
      broken: '服务器上缺少它的一部分，重新加载后仍然如此。请告知 Wardroom 的运维人员；其他页面可能可用。',
    },
    title: {
      unreachable: '服务器没有响应',
      replaced: 'Wardroom 有新版本',
      broken: '无法加载此页面',
    },
  },
  help: '键盘快捷键',
  home: 'Wardroom，返回客户列表',
  keysLocked: '密钥已锁定',
  keysUnlocked: '密钥已解锁',
  loadAnew: '加载',
  menu: '菜单',
  navigation: '页面',
  notFound: '没有此页面',
  notFoundText: '该地址无效；可能输入有误或页面已移动。',
  skip: '跳到页面内容',
  staffOnly: '仅服务商人员可见。',
  thePage: '该页面',
  toClients: '返回客户列表',
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
    noneUnanswered: '没有匹配的页面；服务器没有响应，暂时无法查找其他内容。',
    open: '搜索或前往…',
    placeholder: '输入客户、页面或操作',
    title: '命令面板',
  },
}
