import { createApp, reactive } from 'vue'
import { apolloKey, createApollo } from './apollo.js'
import App from './App.vue'
import { lockWhenIdle } from './auth/idle-lock.js'
import { createKeyring, keyringKey } from './auth/keyring.js'
import { createSession, sessionKey } from './auth/session.js'
import { createMessages } from './i18n/index.js'
import { createSocket } from './live/socket.js'
import { createFeed, feedKey } from './live/use-feed.js'
import { createPages } from './router.js'
import { createInstallation, installationKey } from './setup/use-installation.js'
import { createPreferences, preferencesKey } from './shell/preferences.js'
import { createJobs, holdPage, jobsKey } from './ui/jobs.js'
import './ui/style.css'

const preferences = createPreferences()
const session = createSession()
const keyring = createKeyring()
const socket = createSocket(session)
const apollo = createApollo(session, socket)
const installation = createInstallation(apollo)
const feed = createFeed(apollo, session, socket)
const jobs = createJobs()
const router = createPages(session, installation)
/** The very first page could not be had because the server did not answer. */
const failed = reactive({ value: false })

lockWhenIdle(keyring.lock)
holdPage(jobs)
session.onEnd(() => {
  keyring.lock()
  feed.stop()
  jobs.clear()
  void apollo.clearStore()
})
router.onError(() => void (failed.value = true))
router.afterEach((_to, _from, failure) => {
  if (!failure)
    failed.value = false
})

createApp(App, { failed })
  .provide(preferencesKey, preferences)
  .provide(sessionKey, session)
  .provide(keyringKey, keyring)
  .provide(apolloKey, apollo)
  .provide(installationKey, installation)
  .provide(feedKey, feed)
  .provide(jobsKey, jobs)
  .use(createMessages(preferences.language.value))
  .use(router)
  .mount('#app')
