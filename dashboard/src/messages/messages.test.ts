import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { categories } from '../event/category.js'
import { event } from '../event/event.en.js'
import { createMessages, messages } from './index.js'

const source = join(import.meta.dirname, '..')

function flat(messages: object, prefix = ''): Map<string, string> {
  return new Map(Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? [...flat(value, `${prefix}${key}.`)] : [[`${prefix}${key}`, String(value)] as const]))
}

const english = flat(messages.en)
const chinese = flat(messages['zh-CN'])
const holes = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort()

describe('the messages', () => {
  it('of every room are listed', async () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.en.ts') && !file.endsWith('.sentences.en.ts'))
    const rooms = await Promise.all(files.map(async file => Object.keys(await import(join(source, file)) as object)))
    expect(Object.keys(messages.en).sort()).toEqual([...rooms.flat(), 'sentence'].sort())
  })

  it('are the same set in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('name the same facts in both languages, and are empty in none', () => {
    for (const [key, text] of english) {
      expect([key, holes(chinese.get(key) ?? '')]).toEqual([key, holes(text)])
      expect(text.trim() && chinese.get(key)?.trim(), key).toBeTruthy()
    }
  })

  it('can all be said, in both languages', () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const { t } = createMessages(locale).global
      for (const key of english.keys())
        expect(t(key, { n: 2 }, 2), key).not.toMatch(/^$|[{}]/)
    }
  })

  it('are all used', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(?:vue|ts)$/.test(file) && !/\.(?:test|en|zh-CN)\.ts$/.test(file) && !file.startsWith('gql'))
    const code = files.map(file => readFileSync(join(source, file), 'utf8')).join('\n')
    const built = [...code.matchAll(/\bt\(`([a-z]+\.[\w.]*)\$\{[^`]*\}(\w*)`/gi)].map(([, start = '', end = '']) => [start, end] as const)
    const isBuilt = (key: string): boolean =>
      key.startsWith('refusal.') || key.startsWith('sentence.') || built.some(([start, end]) => key.startsWith(start) && key.endsWith(end))

    expect([...english.keys()].filter(key => !isBuilt(key) && !code.includes(`'${key}'`))).toEqual([])
  })

  it('name every family of events', () => {
    expect(Object.keys(event.category).sort()).toEqual([...Object.keys(categories), 'UNKNOWN'].sort())
  })
})
