import type { Component } from 'vue'
import type { Router, RouteRecordRaw } from 'vue-router'
import type { Feature } from './feature/feature.js'
import type { MessageKey } from './i18n/use-i18n.js'
import type { Installation } from './installation/use-installation.js'
import type { Unsaved } from './lib/unsaved.js'
import type { Session } from './session/session.js'
import { createRouter, createWebHistory } from 'vue-router'
import { setupCodeIn } from './installation/use-installation.js'
import { loadPart } from './lib/part.js'
import AppShell from './shell/AppShell.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reached without being signed in. */
    open?: boolean
    /** Of the person alone: also for who belongs to no provider or client. */
    personal?: boolean
    /** Nobody stands before it who could load it anew. */
    unattended?: boolean
    /** Key of the page's title among the messages. */
    title?: MessageKey
  }
}

/** The pages of the features, each loaded when first opened. Who is not signed in is led to the entry page that fits the installation. */
export function createPages(features: readonly Feature[], session: Session, installation: Installation, unsaved: Unsaved): Router {
  const tabs = features.flatMap(({ clientTabs = [] }) => clientTabs)
  const pages = features.flatMap(({ pages = [] }) => pages.map(inTime))
  const notFound: RouteRecordRaw = {
    path: ':path(.*)*',
    component: () => import('./shell/NotFoundPage.vue'),
    meta: { title: 'shell.notFound', personal: true },
  }
  const router = createRouter({
    history: createWebHistory(),
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
    routes: [
      ...features.flatMap(({ routes = [] }) => routes.map(inTime)),
      { path: '/', component: AppShell, children: [...pages, inTime(notFound)] },
    ],
  })
  for (const { path, title, component } of tabs)
    router.addRoute('client', { name: title, path, component: loadPart(component), props: true, meta: { title } })

  router.beforeEach(({ path, query, hash }) => {
    const code = setupCodeIn(hash)
    if (code === undefined)
      return true
    installation.setupCode.value = code
    return { path, query, replace: true }
  })
  // Who is signed out cannot send it any more.
  router.beforeEach((to, from) => to.path === from.path || session.state.value !== 'signed-in' || !unsaved.any() || unsaved.ask())
  router.beforeEach(async (to) => {
    const { state } = installation.current.value ?? await installation.load()
    if (session.state.value === 'unknown')
      await session.refresh()
    const signedIn = session.state.value === 'signed-in'
    if (state !== 'READY' && !signedIn)
      return to.path === '/welcome' || (to.meta.open === true && to.path !== '/sign-in') ? true : '/welcome'
    if (to.path === '/welcome')
      return '/'
    if (to.meta.open !== true && !signedIn)
      return { path: '/sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
    return true
  })

  return router
}

/** Its component comes in time or counts as missing. */
function inTime(route: RouteRecordRaw): RouteRecordRaw {
  return typeof route.component === 'function' ? { ...route, component: loadPart(route.component as () => Promise<Component>) } : route
}
