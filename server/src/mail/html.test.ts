import { expect, it } from 'vitest'
import { htmlOf } from './html.js'

const origin = 'https://wardroom.example'
const english = (words: string) => /<div lang="en"[^>]*>(.*?)<\/div>/s.exec(htmlOf(`${words}\n—\n中文`, origin))![1]

it('each language is marked as itself', () => {
  expect(htmlOf('Hello\n\n—\n\n你好\n', origin)).toMatch(/<div lang="en"[^>]*>Hello<\/div><hr><div lang="zh-CN"[^>]*>你好<\/div>/)
})

it('what people typed is no markup', () => {
  expect(english('<img src=x> & "Ada" \'B\'')).toBe('&lt;img src=x&gt; &amp; &quot;Ada&quot; &#39;B&#39;')
})

it.each([
  ['https://wardroom.example', '<a href="https://wardroom.example">https://wardroom.example</a>'],
  ['Open https://wardroom.example/invitation#Ab-_9', 'Open <a href="https://wardroom.example/invitation#Ab-_9">https://wardroom.example/invitation#Ab-_9</a>'],
  ['至：https://wardroom.example/', '至：<a href="https://wardroom.example/">https://wardroom.example/</a>'],
])('a link of ours leads there: %s', (text, html) => expect(english(text)).toBe(html))

it.each(['https://evil.example', 'https://wardroom.example.evil.example', 'https://wardroom.example@evil.example', 'https://wardroom.example:8443/x'])(
  'no other becomes one: %s',
  text => expect(english(text)).toBe(text),
)
