import type { Router } from 'vue-router'
import type { MessageKey } from './i18n/use-i18n.js'
import type { Installation } from './installation/use-installation.js'
import type { Session } from './session/session.js'
import { createRouter, createWebHistory } from 'vue-router'
import AppShell from './shell/AppShell.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reached without being signed in. */
    open?: boolean
    /** Key of the page's title among the messages. */
    title?: MessageKey
  }
}

/** The pages; each is loaded when first opened. Who is not signed in is led to the entry page that fits the installation. */
export function createPages(session: Session, installation: Installation): Router {
  const router = createRouter({
    history: createWebHistory(),
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
    routes: [
      { path: '/welcome', component: () => import('./setup/WelcomePage.vue'), meta: { open: true, title: 'setup.title' } },
      { path: '/sign-in', component: () => import('./sign-in/SignInPage.vue'), meta: { open: true, title: 'auth.signIn' } },
      { path: '/invitation', component: () => import('./invitation/InvitationPage.vue'), meta: { open: true, title: 'auth.invitation.title' } },
      { path: '/wall', component: () => import('./wall/WallPage.vue'), meta: { title: 'wall.title' } },
      {
        path: '/',
        component: AppShell,
        children: [
          { path: '', component: () => import('./client/ClientsPage.vue'), meta: { title: 'client.title' } },
          {
            path: 'clients/:id',
            component: () => import('./client/ClientPage.vue'),
            props: true,
            meta: { title: 'client.one' },
            children: [
              { path: '', component: () => import('./client/ClientOverview.vue'), props: true },
              { path: 'users', component: () => import('./user/ClientUsers.vue'), props: true },
              { path: 'seats', component: () => import('./seat/ClientSeats.vue'), props: true },
              { path: 'events', component: () => import('./event-log/ClientEvents.vue'), props: true },
            ],
          },
          { path: 'events', component: () => import('./event-log/EventsPage.vue'), meta: { title: 'event.title' } },
          { path: 'team', component: () => import('./provider-user/TeamPage.vue'), meta: { title: 'team.title' } },
          { path: 'seat-pools', component: () => import('./seat-pool/SeatPoolsPage.vue'), meta: { title: 'pool.title' } },
          { path: 'api-tokens', component: () => import('./api-token/ApiTokensPage.vue'), meta: { title: 'token.title' } },
          { path: 'profile', component: () => import('./account/ProfilePage.vue'), meta: { title: 'profile.title' } },
          { path: ':path(.*)*', component: () => import('./shell/NotFoundPage.vue'), meta: { title: 'shell.notFound' } },
        ],
      },
      { path: '/mailbox', component: () => import('./mailbox/MailboxPage.vue'), meta: { open: true, title: 'mailbox.title' } },
    ],
  })

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
