import type { Plugin } from 'vite'
import { createHash } from 'node:crypto'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where `pnpm dev` of the server listens; the dashboard's own origin forwards the API there. */
const server = 'http://127.0.0.1:8420'

/**
 * Names the build in its page by all files it has, whose own names hold their contents:
 * an open page knows by it whether the server has a newer one.
 */
const nameBuild: Plugin = {
  name: 'name-build',
  transformIndexHtml: {
    order: 'post',
    handler(_page, { bundle }) {
      const files = Object.keys(bundle ?? {}).sort().join()
      const content = createHash('sha256').update(files).digest('hex').slice(0, 16)
      return bundle && [{ tag: 'meta', attrs: { name: 'build', content }, injectTo: 'head' }]
    },
  },
}

export default defineConfig({
  plugins: [vue(), nameBuild],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  resolve: { conditions: ['wardroom-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The page's policy forbids data: fonts and inline scripts; assets stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What several pages share is one file: in many small ones it took some seventy requests, and a quarter more time, to the first page.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 2 }] } } },
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/auth': { target: server },
      '/livez': { target: server },
      '/readyz': { target: server },
    },
  },
})
