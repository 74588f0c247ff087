import type { Doubts } from './session/doubt.js'
import type { FreshProof } from './session/fresh-proof.js'
import type { SecondStepAsking } from './session/second-step.js'
import { createApp, watch } from 'vue'
import { apolloKey, createApollo } from './api/apollo.js'
import { createSocket } from './api/socket.js'
import App from './App.vue'
import { bulkJobsKey, createBulkJobs } from './bulk-job/bulk-jobs.js'
import { featuresKey } from './feature/feature.js'
import { features } from './features.js'
import { buildKey, createBuild } from './installation/use-build.js'
import { createInstallation, installationKey } from './installation/use-installation.js'
import { confirmLeave, createJobs, jobsKey } from './job/jobs.js'
import { createAsking } from './lib/asking.js'
import { createUnanswered, unansweredKey } from './lib/unanswered.js'
import { createUnsaved, unsavedKey } from './lib/unsaved.js'
import { createFeed, feedKey } from './live/use-feed.js'
import { createMessages } from './messages/index.js'
import { createPreferences, preferencesKey } from './preferences/preferences.js'
import { createPages } from './router.js'
import { doubtsKey } from './session/doubt.js'
import { freshProofKey } from './session/fresh-proof.js'
import { lockWhenIdle } from './session/idle-lock.js'
import { createKeyring, keyringKey } from './session/keyring.js'
import { secondStepKey } from './session/second-step.js'
import { createSession, sessionKey } from './session/session.js'
import { createWeakPassword, weakPasswordKey } from './session/weak-password.js'
import { failedPagesKey, watchFailedPages } from './shell/failed-page.js'
import './ui/style/style.css'

const preferences = createPreferences()
const secondStep: SecondStepAsking = createAsking()
const freshProof: FreshProof = createAsking()
const doubts: Doubts = createAsking()
const session = createSession(secondStep)
const keyring = createKeyring()
const weakPassword = createWeakPassword()
const socket = createSocket(session)
const unanswered = createUnanswered()
const apollo = createApollo(session, freshProof, socket, unanswered, features.map(({ cache = {} }) => cache))
const installation = createInstallation(apollo)
const build = createBuild(socket)
const feed = createFeed(apollo, socket, session, unanswered)
const jobs = createJobs()
const bulkJobs = createBulkJobs(apollo)
const unsaved = createUnsaved()
const router = createPages(features, session, installation, unsaved)
const failedPages = watchFailedPages(router, unanswered, () => !unsaved.any() && !jobs.list.value.some(({ running }) => running))

lockWhenIdle(keyring.lock)
confirmLeave(jobs)
session.onEnd((another) => {
  freshProof.settle(null)
  weakPassword.over()
  doubts.settle(null)
  // It begins at the next turn, before the page can change.
  void apollo.clearStore()
  if (another)
    keyring.giveWay()
  else
    keyring.lock()
  feed.stop()
  jobs.clear()
  bulkJobs.clear()
})
watch(session.account, (now, before) => {
  if (now)
    unsaved.resume(now.id)
  else if (before && session.endedElsewhere.value)
    unsaved.suspend(before.id)
}, { flush: 'sync' })

createApp(App)
  .provide(featuresKey, features)
  .provide(preferencesKey, preferences)
  .provide(sessionKey, session)
  .provide(secondStepKey, secondStep)
  .provide(freshProofKey, freshProof)
  .provide(doubtsKey, doubts)
  .provide(keyringKey, keyring)
  .provide(weakPasswordKey, weakPassword)
  .provide(apolloKey, apollo)
  .provide(installationKey, installation)
  .provide(buildKey, build)
  .provide(feedKey, feed)
  .provide(jobsKey, jobs)
  .provide(bulkJobsKey, bulkJobs)
  .provide(unsavedKey, unsaved)
  .provide(failedPagesKey, failedPages)
  .provide(unansweredKey, unanswered)
  .use(createMessages(preferences.language.value))
  .use(router)
  .mount('#app')
