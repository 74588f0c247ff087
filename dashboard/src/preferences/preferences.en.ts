export const preferences = {
  language: 'Language',
  toLanguage: 'Language: {name}',
  toTheme: 'Theme: {theme}',
  theme: {
    dark: 'Dark',
    label: 'Theme',
    light: 'Light',
    system: 'As the system',
  },
}

declare module 'vue-i18n' {
  interface DefineLocaleMessage { preferences: typeof preferences }
}
