import { access, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { demoPassword, demoSignIns } from '@wardroom/server/demo/people/sign-ins'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8')

const docs = (await readdir(path.join(root, 'docs'), { recursive: true })).filter(file => file.endsWith('.md'))
  .map(file => path.join('docs', file))
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs]

/** Headings as addresses within a page, as the usual viewers make them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)]
    .map(([, heading]) => heading!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'))
}

it('README.md lets everybody into the demo world who is in it', async () => {
  const text = await read('README.md')
  expect([demoPassword, ...demoSignIns.map(({ email }) => email)].filter(word => !text.includes(`\`${word}\``))).toEqual([])
})

it.each(pages)('%s: every link leads somewhere', async (page) => {
  const links = [...(await read(page)).matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]+))?\)/g)]
  const broken = await Promise.all(links.map(async ([, target, anchor]) => {
    const file = target ? path.join(path.dirname(page), target) : page
    const there = await access(path.join(root, file)).then(() => true, () => false)
    return there && (!anchor || anchorsOf(await read(file)).includes(anchor)) ? [] : [`${target}#${anchor ?? ''}`]
  }))
  expect(broken.flat()).toEqual([])
})

it.each(pages)('%s: every command exists', async (page) => {
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> }
  const commands = [...(await read(page)).matchAll(/npx -y pnpm@([\d.]+)(?: run)? ([a-z]+)/g)]
  expect(commands.filter(([, version, name]) => version !== '12.21.0' || (name !== 'exec' && !scripts[name!])).map(([command]) => command))
    .toEqual([])
})
