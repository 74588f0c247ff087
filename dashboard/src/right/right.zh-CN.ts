import type { Translated } from '../i18n/use-i18n.js'
import type { right as english } from './right.en.js'

export const right: Translated<typeof english> = {
  byFlag: '权限“{flag}”',
  byProvider: '为服务商工作',
  byRole: '角色“{role}”',
  circumstance: {
    ADMIN_ACCESS: '角色 {role}（管理员可访问所有集合）',
    MANAGES: '管理 {n} 个集合',
    MANAGES_DELETABLE: '管理 {n} 个集合',
    OPEN_CREATION: '此处所有人都可创建集合',
    ORPHANED: '角色 {role}，针对 {n} 个无人管理的集合',
    REACHES: '可访问 {n} 个集合',
  },
  collections: '可访问的集合',
  direct: '直接授予',
  byGroups: '通过 {groups}',
  moreCollections: '还有 {n} 个。',
  no: '否',
  rank: '任何人都不能更改级别高于自己的人。',
  title: '{name} 可以做什么',
  yes: '是',
  name: {
    client: {
      openVault: '打开客户的密钥',
      read: '查看客户',
      rename: '重命名客户',
    },
    collection: {
      change: '重命名集合',
      changeGroupAccess: '授予群组对集合的访问权限',
      changeUserAccess: '授予人员对集合的访问权限',
      create: '创建集合',
      delete: '删除集合',
      read: '查看集合',
    },
    collectionSettings: {
      change: '更改集合规则',
    },
    event: {
      read: '查看事件日志',
    },
    group: {
      change: '创建、更改和删除群组',
      list: '查看群组',
    },
    helpRequest: {
      decide: '处理帮助请求',
      list: '查看帮助请求',
    },
    itemAccess: {
      change: '决定服务商可看到什么',
    },
    policy: {
      change: '更改策略',
    },
    seat: {
      change: '增加和减少席位',
      read: '查看席位',
    },
    user: {
      changeRole: '更改角色',
      confirm: '确认人员',
      invite: '邀请人员',
      list: '查看人员',
      recover: '重置他人的登录方式',
      remove: '移除人员',
      resend: '重新发送邀请',
      restore: '恢复人员',
      revoke: '暂停人员',
      signOut: '让他人退出登录',
    },
  },
  void: {
    CLIENT_SUSPENDED: '目前无任何权限：该客户已停用。',
    NO_TWO_STEP: '目前无任何权限：该客户要求两步登录，而对方尚未开启。',
    NOT_CONFIRMED: '目前无任何权限：对方尚未确认，或访问权限已被暂停。',
  },
}
