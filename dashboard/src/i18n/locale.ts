export type Locale = 'en' | 'zh-CN'

export const locales: { locale: Locale, name: string }[] = [
  { locale: 'en', name: 'English' },
  { locale: 'zh-CN', name: '简体中文' },
]
