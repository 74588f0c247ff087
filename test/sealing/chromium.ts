import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Rolldown } from 'vite'
import { build } from 'vite'
import type { Vector } from './cases.js'
import { launchChromium } from '../testkit/chromium.js'

/** The policy of our own pages, as far as it concerns scripts: WebAssembly is allowed, evaluated text is not. */
const policy = 'default-src \'none\'; script-src \'self\' \'wasm-unsafe-eval\'; require-trusted-types-for \'script\''

/** A page in Chromium that computes vectors with the bundled sealing code. Close it when done. */
export async function openVectorPage(): Promise<{ runCase: (vector: Vector) => Promise<unknown>, close: () => Promise<void> }> {
  const server = await serve({
    '/': ['text/html', '<!doctype html><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', await bundle()],
  })
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => 'runCase' in globalThis)
  return {
    runCase: ({ area, input }) =>
      page.evaluate(vector => (globalThis as unknown as { runCase: (vector: object) => unknown }).runCase(vector), { area, input }),
    close: async () => {
      await browser.close()
      await new Promise(closed => server.close(closed))
    },
  }
}

async function bundle(): Promise<string> {
  const [built] = await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    tsconfig: fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url)),
    logLevel: 'error',
    resolve: { conditions: ['wardroom-source', 'module', 'browser'] },
    build: { write: false, minify: false, lib: { entry: 'page.ts', formats: ['es'] } },
  }) as Rolldown.RolldownOutput[]
  return built!.output[0].code
}

async function serve(files: Record<string, [type: string, text: string]>) {
  const server = createServer(({ url = '' }, response) => {
    const file = files[url]
    response.writeHead(file ? 200 : 404, { 'content-type': file?.[0] ?? 'text/plain', 'content-security-policy': policy })
    response.end(file?.[1])
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return server
}
