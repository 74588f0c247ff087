export const preferences = {
  keyboard: 'Keyboard',
  language: 'Language',
  shortcuts: 'Shortcuts of a single key',
  shortcutsText: 'j, k, x, /, ? and those of the wall. Off, they cannot be set off by dictation or by accident; Ctrl K and F6 always work.',
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
