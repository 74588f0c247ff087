import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { AxeResults, ElementContext, RunOptions } from 'axe-core'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { allowRecovery, enrol } from '../testkit/recovery.js'
import { newClientGroup } from '../testkit/scope.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'

declare global {
  interface Window {
    axe: typeof axe
    /** The router of the application. */
    router: () => { push: (to: string) => Promise<unknown>, getRoutes: () => { path: string, children: unknown[] }[] }
    /** Asks the person what a dialog of the shell answers, by the name of the injection. */
    ask: (name: string, question: object) => void
  }
}

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const client = await provider.createClient('Acme', { seats: 20 })
await world.sql('update client set key_binding = null where id = $1', [client.id])
await client.owner()
await provider.admin.do('mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }', { input: { clientId: client.id, name: 'Printers' } })
const banks = await newClientGroup(provider, 'Banks', { clientIds: [client.id] })
const { createBaseline: baseline } = await provider.admin.do('mutation ($input: CreateBaselineInput!) { createBaseline(input: $input) { id } }', {
  input: {
    providerId: provider.id,
    name: 'For banks',
    policies: [{ kind: 'TWO_STEP_LOGIN', enabled: true }],
    settings: { limitItemDeletion: true },
    clientGroupIds: [banks],
  },
})
await provider.admin.do('mutation ($ids: [ID!]!) { changeClientTags(input: { clientIds: $ids, add: ["gold"] }) { ok } }', { ids: [client.id] })
await client.join('uwe@acme.example')
await client.invite(['ina@acme.example', 'uma@acme.example'])
await world.accept('uma@acme.example')
const birch = await provider.createClient('Birch', { seats: 20, firstCollection: true })
await birch.owner()
await allowRecovery(birch)
const eva = await birch.join('eva@birch.example')
await enrol(eva, birch)
const own = await birch.admit(provider.admin, 'ADMIN') // whom the policy lets belong elsewhere, too
const cedar = await provider.createClient('Cedar', { seats: 5 })
await provider.admin.do('mutation ($id: ID!) { suspendClient(id: $id, reason: "unpaid") { id } }', { id: cedar.id })
const dorn = await provider.createClient('Dorn', { seats: 5, owner: provider.admin.email })
await dorn.admit(provider.admin, 'OWNER')
await provider.admin.do('mutation ($id: ID!) { unlinkClient(id: $id) { id } }', { id: dorn.id })
await provider.hire('bob@northwind.example')
await provider.tool(['READ', 'EVENTS_READ'])

/** Every file of the dashboard that lays something over the page, and how it is seen. */
const overlays: Record<string, (visitor: Visitor) => Promise<unknown>> = {
  'ApiTokensPage.vue': async (ada) => {
    await go(ada, '/api-tokens')
    await ada.choose('Actions for tool', 'Revoke')
    await dialog(ada, 'Revoke tool?')
  },
  'ApiKeyCard.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Make an API key').click()
    await dialog(ada, 'Make an API key')
  },
  'AppHeader.vue': ada => menu(ada, 'Your account'),
  'AuthenticatorDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await prove(true)
    await ada.button('Add authenticator app').click()
    await ada.page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  },
  'SecurityKeyDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Add security key').click()
    await dialog(ada, 'Add security key')
  },
  'EmailCodesDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Add codes by e-mail').click()
    await ada.text('Mailed to').waitFor()
  },
  'ProveDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await prove(false)
    ada.forgive(/status of 40[01]/)
    await ada.button('Add authenticator app').click()
    await dialog(ada, 'Confirm that it is you')
  },
  'SecondStepDialog.vue': async (ada) => {
    await ada.page.evaluate(() => window.ask('second step', { token: 'x', methods: [] }))
    await dialog(ada, 'Second step')
  },
  'TwoStepCard.vue': async (ada) => {
    await world.sql(`insert into two_step_method (account_id, id, kind, secret, last_step, created_at) values ($1, gen_random_uuid(), 'AUTHENTICATOR', '', 0, now())`, [provider.admin.accountId])
    await go(ada, '/')
    await go(ada, '/profile')
    await ada.button('Turn off').click()
    await dialog(ada, 'Turn two-step login off?')
  },
  'ChangeEmailDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await prove(true)
    await ada.button('Change address').click()
    await ada.dialog('Change address').getByLabel('New e-mail address').fill('ada@elsewhere.example')
    await ada.dialog('Change address').getByRole('button', { name: 'Mail the codes' }).click()
    await ada.dialog('Change address').getByLabel('Code mailed to ada@elsewhere.example').waitFor()
  },
  'ChangeKdfDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Change key derivation').click()
    await ada.dialog('Change key derivation').getByRole('radio', { name: /1,200,000/ }).check()
    await ada.dialog('Change key derivation').getByText('ms on this device').waitFor()
  },
  'RotateKeysDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Rotate keys').click()
    await dialog(ada, 'Rotate your keys')
  },
  'DeleteAccount.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Delete account').click()
    await dialog(ada, 'Delete account')
  },
  'ChangePasswordDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Change master password').click()
    await dialog(ada, 'Change master password')
  },
  'ChangeRoleDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await ada.choose('Actions for uwe@acme.example', 'Change role')
    await ada.page.getByRole('radio', { name: /^Custom/ }).check()
  },
  'BaselineDialog.vue': async (ada) => {
    await go(ada, '/baselines?create=1')
    await ada.dialog('New baseline').getByLabel('Master password', { exact: true }).selectOption({ label: 'On' })
    await ada.dialog('New baseline').getByLabel('Characters, at least').waitFor()
  },
  'BaselineTable.vue': async (ada) => {
    await go(ada, '/baselines')
    await menu(ada, 'Actions for For banks')
  },
  'BaselinesPage.vue': async (ada) => {
    await go(ada, '/baselines')
    await ada.choose('Actions for For banks', 'Delete')
    await dialog(ada, 'Delete For banks?')
  },
  'BringDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/baseline`)
    await ada.button('Bring to baseline').click()
    await dialog(ada, 'Bring Acme to its baseline')
  },
  'BringManyDialog.vue': async (ada) => {
    await go(ada, '/baselines')
    await ada.page.getByRole('link', { name: 'For banks' }).click()
    await ada.button('Bring 1 client there').click()
    await dialog(ada, 'Bring 1 client to this baseline?')
  },
  'BindKeyDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}`)
    await ada.choose('Actions for this client', 'Bind the key…')
    await dialog(ada, 'Bind the key of Acme to it?')
  },
  'ClientPage.vue': async (ada) => {
    await go(ada, `/clients/${client.id}`)
    await menu(ada, 'Actions for this client')
  },
  'ClientPicker.vue': async (ada) => {
    await go(ada, '/events')
    await ada.field('Any client').click()
    await ada.page.getByRole('option', { name: 'Acme' }).waitFor()
  },
  'CommandPalette.vue': async (ada) => {
    await ada.page.keyboard.press('Control+k')
    await dialog(ada, 'Command palette')
  },
  'ConfirmDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await ada.choose('Actions for uma@acme.example', 'Confirm')
    await ada.page.getByRole('dialog').waitFor()
  },
  'CreateApiTokenDialog.vue': async (ada) => {
    await go(ada, '/api-tokens')
    await ada.button('Create token').click()
    await dialog(ada, 'Create token')
  },
  'TokenTable.vue': async (ada) => {
    await go(ada, '/api-tokens')
    await menu(ada, 'Actions for tool')
  },
  'TokenSecret.vue': async (ada) => {
    await go(ada, '/api-tokens')
    await world.sql('update session set proofs = $1', [{ API_TOKEN: Date.now() }])
    world.server.services.identities.forget()
    await ada.button('Create token').click()
    const making = ada.dialog('Create token')
    await making.getByLabel('Name', { exact: true }).fill('another')
    await making.getByRole('button', { name: 'Create token' }).click()
    await dialog(ada, 'The token is ready')
  },
  'RotateTokenDialog.vue': async (ada) => {
    await go(ada, '/api-tokens')
    await ada.choose('Actions for tool', 'New secret')
    await dialog(ada, 'A new secret for tool')
  },
  'TokenAddressesDialog.vue': async (ada) => {
    await go(ada, '/api-tokens')
    await ada.choose('Actions for tool', 'Allowed addresses…')
    await dialog(ada, 'From where may tool be used?')
  },
  'AddClientDialog.vue': async (ada) => {
    await go(ada, '/?add=1')
    await dialog(ada, 'Add existing client')
  },
  'SuspendClientDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}?suspend=1`)
    await dialog(ada, 'Suspend Acme?')
  },
  'SuspensionNotice.vue': async (ada) => {
    await go(ada, `/clients/${cedar.id}`)
    await ada.button('Reactivate').click()
    await dialog(ada, 'Reactivate Cedar?')
  },
  'CreateClientDialog.vue': async (ada) => {
    await go(ada, '/?create=1')
    await dialog(ada, 'Create client')
  },
  'DemandTwoStepDialog.vue': async (ada) => {
    await go(ada, '/team')
    await ada.button('Two-step login').click()
    await dialog(ada, 'Two-step login of the team')
  },
  'DeclineHelpDialog.vue': async (ada) => {
    await world.stranger.post('/auth/ask-for-help', { email: eva.email })
    await go(ada, '/help-requests')
    await ada.button(`Turn down ${eva.email}`).click()
    await dialog(ada, `Turn down the request of ${eva.email}?`)
  },
  'DoubtDialog.vue': async (ada) => {
    await ada.page.evaluate(() => window.ask('doubts', { code: 'KEY_UNKNOWN', id: '8c1f6d0e-3b52-4a7e-9d11-5f0c2b7a9e44' }))
    await dialog(ada, 'You have never used this key here')
  },
  'EnrolDialog.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Enrol Birch').click()
    await dialog(ada, 'Enrol in account recovery of Birch')
    await ada.page.getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  },
  'EventDetails.vue': async (ada) => {
    await go(ada, '/events')
    await ada.page.getByRole('listitem').getByRole('button').first().click()
    await dialog(ada, 'Event')
  },
  'InviteTeamDialog.vue': async (ada) => {
    await go(ada, '/team?invite=1')
    await dialog(ada, 'Invite to the team')
  },
  'DirectoryDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await ada.button('Directory file').click()
    await ada.page.getByLabel('Choose a file').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('email,groups,phone\nnew@acme.example,Printers,1\nnobody,,\n'),
    })
    await ada.page.getByRole('region', { name: 'What would change' }).waitFor()
  },
  'InviteUsersDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users?invite=1`)
    await ada.field('E-mail addresses').fill('one@acme.example, user\ntwo, emperor')
    await ada.page.getByRole('region', { name: 'Preview' }).waitFor()
  },
  'KeyboardHelp.vue': async (ada) => {
    await ada.page.keyboard.press('?')
    await dialog(ada, 'Keyboard shortcuts')
  },
  'LanguageSwitch.vue': ada => menu(ada, 'Language'),
  'PersonPicker.vue': async (ada) => {
    await go(ada, '/events')
    await ada.field('Any person').click()
    await ada.page.getByRole('listbox').getByRole('option').first().waitFor()
  },
  'ChangeGroupsDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await ada.choose('Actions for uwe@acme.example', 'Groups')
    await ada.dialog('Groups of uwe@acme.example').getByRole('checkbox', { name: 'Printers' }).waitFor()
  },
  'AccessDialog.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/collections`)
    await ada.row('Default collection').getByRole('checkbox').check()
    await ada.page.getByRole('toolbar').getByRole('button', { name: 'Change access' }).click()
    await dialog(ada, 'Access to 1 collection')
  },
  'AccessEditor.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/collections`)
    await ada.button('New collection').click()
    await ada.dialog('New collection').getByPlaceholder('Add a person or a group').click()
    await ada.page.getByRole('listbox').getByRole('option').first().waitFor()
  },
  'ClientCollections.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/collections`)
    await ada.choose('Actions for Default collection', 'Delete')
    await dialog(ada, 'Delete Default collection?')
  },
  'CollectionDialog.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/collections`)
    await ada.choose('Actions for Default collection', 'Change')
    await ada.dialog('Collection Default collection').getByLabel(/^Access of/).waitFor()
  },
  'CollectionSettingsDialog.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/collections`)
    await ada.button('Rules for collections').click()
    await dialog(ada, 'Rules for collections')
  },
  'CollectionTable.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/collections`)
    await menu(ada, 'Actions for Default collection')
  },
  'RightsDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await ada.choose('Actions for uwe@acme.example', 'What they may do')
    await ada.dialog('What uwe@acme.example may do').getByText('See the client').waitFor()
  },
  'GroupPicker.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await ada.field('Any group').click()
    await ada.page.getByRole('option', { name: 'Printers' }).waitFor()
  },
  'GroupDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/groups`)
    await ada.button('New group').click()
    await ada.dialog('New group').getByRole('checkbox', { name: /uwe/ }).waitFor()
  },
  'GroupTable.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/groups`)
    await menu(ada, 'Actions for Printers')
  },
  'ClientGroups.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/groups`)
    await ada.choose('Actions for Printers', 'Delete')
    await dialog(ada, 'Delete Printers?')
  },
  'ClientGroupPicker.vue': async (ada) => {
    await go(ada, '/')
    await ada.field('Any client group').click()
    await ada.page.getByRole('option', { name: 'Banks' }).waitFor()
  },
  'TagPicker.vue': async (ada) => {
    await go(ada, '/')
    await ada.field('Any tag').click()
    await ada.page.getByRole('option', { name: 'gold' }).waitFor()
  },
  'ClientGroupDialog.vue': async (ada) => {
    await go(ada, '/client-groups?create=1')
    await ada.dialog('New client group').getByRole('radio', { name: 'By a rule' }).check()
    await ada.dialog('New client group').getByLabel('Part of the name').waitFor()
  },
  'ClientGroupTable.vue': async (ada) => {
    await go(ada, '/client-groups')
    await menu(ada, 'Actions for Banks')
  },
  'ClientGroupsPage.vue': async (ada) => {
    await go(ada, '/client-groups')
    await ada.choose('Actions for Banks', 'Delete')
    await dialog(ada, 'Delete Banks?')
  },
  'ScopeDialog.vue': async (ada) => {
    await go(ada, '/team')
    await ada.choose('Actions for bob@northwind.example', 'Clients they work for')
    await ada.page.getByRole('dialog').getByRole('radio', { name: 'Only these clients' }).check()
  },
  'HoursDialog.vue': async (ada) => {
    await go(ada, '/team')
    await ada.choose('Actions for bob@northwind.example', 'Working hours')
    await ada.page.getByRole('dialog').getByRole('radio', { name: 'Only at these hours' }).check()
  },
  'RecoverDialog.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/users`)
    await ada.choose(`Actions for ${eva.email}`, 'Reset sign-in')
    await dialog(ada, `Reset how ${eva.email} signs in`)
  },
  'RenameClientDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}`)
    await ada.choose('Actions for this client', 'Rename')
    await dialog(ada, 'Rename')
  },
  'RenameProviderDialog.vue': async (ada) => {
    await go(ada, '/team')
    await ada.button('Rename the provider').click()
    await ada.page.getByRole('dialog').waitFor()
  },
  'SeatPoolsPage.vue': async (ada) => {
    await go(ada, '/seat-pools')
    await ada.page.getByRole('button', { name: /^Change minimum/ }).first().click()
    await ada.page.getByRole('dialog').waitFor()
  },
  'SessionTable.vue': async (ada) => {
    await go(ada, '/profile')
    await ada.button('Sign out everywhere').click()
    await ada.page.getByRole('dialog').waitFor()
  },
  'SetPolicyDialog.vue': async (ada) => {
    await go(ada, `/clients/${birch.id}/policies`)
    await ada.button('Turn on Master password').click()
    await dialog(ada, 'Master password')
  },
  'TeamActionDialogs.vue': async (ada) => {
    await go(ada, '/team')
    await ada.choose('Actions for bob@northwind.example', 'Remove')
    await ada.page.getByRole('dialog').waitFor()
  },
  'TeamMenu.vue': async (ada) => {
    await go(ada, '/team')
    await menu(ada, 'Actions for bob@northwind.example')
  },
  'ThemeSwitch.vue': ada => menu(ada, 'Theme'),
  'UnlinkClientDialog.vue': async (ada) => {
    await go(ada, `/clients/${client.id}`)
    await ada.choose('Actions for this client', 'Unlink')
    await dialog(ada, 'Unlink Acme?')
  },
  'UnlockDialog.vue': async (ada) => {
    await ada.choose('Your account', 'Lock the keys')
    await ada.choose('Your account', 'Unlock')
    await dialog(ada, 'Unlock your keys')
  },
  'UserActionDialogs.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await ada.choose('Actions for uwe@acme.example', 'Revoke')
    await dialog(ada, 'Revoke uwe?')
  },
  'UserMenu.vue': async (ada) => {
    await go(ada, `/clients/${client.id}/users`)
    await menu(ada, 'Actions for uwe@acme.example')
  },
  // Loads the page anew, which locks the keys.
  'RecoveryCard.vue': async (ada) => {
    await world.sql(`update client_user set recovery_key = 'none', recovery_binding = 'none', recovery_enrolled = true, recovery_enrolled_at = now() where id = $1`, [own])
    await go(ada, '/')
    await ada.page.reload()
    await ada.heading('Clients').waitFor()
    await go(ada, '/profile')
    await ada.button('Withdraw Birch').click()
    await dialog(ada, 'Withdraw from account recovery of Birch?')
  },
  'AskAtDoorDialog.vue': async (ada) => {
    await ada.signOut()
    await ada.button('Forgot your master password?').click()
    await dialog(ada, 'Ask for help signing in')
  },
  // The last one: the clock of the page is beyond the server's from then on.
  'SessionEndDialog.vue': async (ada) => {
    await world.sql('delete from two_step_method')
    await ada.signIn(provider.admin.email)
    await ada.page.clock.fastForward('58:30')
    await dialog(ada, 'Your session is about to end')
  },
}

/** A list within a dialog: each closes for itself. */
const layered = new Set(['AccessEditor.vue'])

/** What these show cannot be shown again, so Esc does not close them. */
const closedBy: Record<string, string | undefined> = { 'TokenSecret.vue': 'I have copied it' }

/** Something was typed into these, so that a question lies over them before they close. */
const asksFirst = new Set([
  'BaselineDialog.vue',
  'ChangeRoleDialog.vue',
  'ClientGroupDialog.vue',
  'HoursDialog.vue',
  'InviteUsersDialog.vue',
  'ScopeDialog.vue',
])

it('knows every overlay there is', () => {
  const source = fileURLToPath(new URL('../../dashboard/src/', import.meta.url))
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.vue') && !file.startsWith(`ui${path.sep}`))
  const open = files.filter(file => /<(?:Ui\w*Dialog|UiConfirm|UiMenu|UiPicker|DialogRoot)\b/.test(readFileSync(path.join(source, file), 'utf8')))
  expect(Object.keys(overlays).sort()).toEqual(open.map(file => path.basename(file)).sort())
})

it('no page breaks a rule of axe, in either theme and in forced colours', async () => {
  const found: string[] = []
  const stranger = await visit()
  await stranger.open('/sign-in')
  await stranger.heading('Sign in').waitFor()
  found.push(...await broken(stranger, '/sign-in'))
  await stranger.open('/invitation')
  await stranger.page.getByRole('heading', { level: 1 }).waitFor()
  found.push(...await broken(stranger, '/invitation'))
  await stranger.open('/mailbox')
  await stranger.field('Set-up code').waitFor()
  found.push(...await broken(stranger, '/mailbox without the code'))
  const ada = await signIn()
  for (const address of await addresses(ada)) {
    await go(ada, address)
    found.push(...await broken(ada, address))
  }
  ada.forgive(/status of 404/)
  await go(ada, `/clients/${provider.id}`)
  found.push(...await broken(ada, 'a client that is not there'))
  await go(ada, `/clients/${client.id}/users`)
  await ada.field('Select all').check()
  await ada.page.getByRole('toolbar').waitFor()
  found.push(...await broken(ada, 'a list with selected rows'))
  expect(found).toEqual([])
}, 240_000)

it('no dialog and no menu breaks a rule of axe, in either theme and in forced colours', async () => {
  const found: string[] = []
  const ada = await signIn()
  for (const [name, open] of Object.entries(overlays)) {
    // The one before is gone; but for the last one, which a refresh brings back as long as the page's clock is ahead.
    await ada.page.waitForFunction(() => document.querySelector('[role=dialog], [role=menu], [role=listbox]') === null)
    await open(ada)
    found.push(...await broken(ada, name, '[role=dialog], [role=menu], [role=listbox]'))
    await (closedBy[name] ? ada.button(closedBy[name]).click() : ada.page.keyboard.press('Escape'))
    if (layered.has(name))
      await ada.page.keyboard.press('Escape')
    if (asksFirst.has(name)) {
      await dialog(ada, 'Discard what you typed?')
      found.push(...await broken(ada, 'UiUnsaved.vue', '[role=dialog]:not([aria-hidden])'))
      await ada.button('Discard').click()
    }
  }
  expect(found).toEqual([])
}, 240_000)

/** Whether everybody has proved just now who they are. */
async function prove(now: boolean): Promise<void> {
  const proofs = now ? { ACCOUNT: Date.now() } : {}
  await world.sql('update session set proofs = $1', [proofs])
  world.server.services.identities.forget()
}

/** Without movement, so that no colour is judged while it fades in. */
async function visit(): Promise<Visitor> {
  const visitor = await browsers.visit(world.origin, { reducedMotion: 'reduce' })
  await visitor.page.addInitScript(`${axe.source}; window.router = () => document.querySelector('#app').__vue_app__.config.globalProperties.$router;
    window.ask = (name, question) => {
      const { provides } = document.querySelector('#app').__vue_app__._context
      void provides[Object.getOwnPropertySymbols(provides).find(({ description }) => description === name)].ask(question)
    }`)
  return visitor
}

async function signIn(): Promise<Visitor> {
  const ada = await visit()
  await ada.page.clock.install()
  await ada.open(`/sign-in#${await world.setupCode()}`)
  await ada.signIn(provider.admin.email)
  return ada
}

/** Addresses of all the routes that the application has, as its own router knows them. */
async function addresses(visitor: Visitor): Promise<string[]> {
  const paths = await visitor.page.evaluate(() =>
    window.router().getRoutes().filter(({ path, children }) => path !== '' && children.length === 0).map(({ path }) => path))
  // Whoever is signed in is led away from this one.
  return paths.filter(path => path !== '/welcome').map(path =>
    path.replace('/baselines/:id', `/baselines/${baseline.id}`).replace(':id', client.id).replace(/:\w+\(.*/, 'nowhere'))
}

/** Goes there within the page, without loading it anew, and waits until it is whole. */
async function go(visitor: Visitor, address: string): Promise<void> {
  await visitor.page.evaluate(to => window.router().push(to), address)
  await visitor.page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('[aria-busy=true]') === null)
}

async function menu(visitor: Visitor, button: string): Promise<void> {
  await visitor.button(button).click()
  await visitor.page.getByRole('menu').waitFor()
}

function dialog(visitor: Visitor, title: string): Promise<void> {
  return visitor.dialog(title).waitFor()
}

/** What axe finds: all its rules once, and those of colour in each of the other looks, since only colours differ there. */
async function broken(visitor: Visitor, where: string, context = 'html'): Promise<string[]> {
  const { page } = visitor
  const colours: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] }
  const dark = await run(visitor, context, {})
  await page.evaluate(() => document.documentElement.dataset.theme = 'light')
  const light = await run(visitor, context, colours)
  await page.emulateMedia({ forcedColors: 'active' })
  const forced = await run(visitor, context, colours)
  await page.emulateMedia({ forcedColors: null })
  await page.evaluate(() => document.documentElement.dataset.theme = 'dark')
  return Object.entries({ dark, light, forced }).flatMap(([look, { violations }]) => violations.flatMap(
    ({ id, nodes }) =>
      nodes.map(({ target, any: [reason] }) => `${where}, ${look}: ${id} at ${target.join(' ')}${reason ? ` (${reason.message})` : ''}`),
  ))
}

async function run({ page }: Visitor, context: string, options: RunOptions): Promise<AxeResults> {
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  return page.evaluate(
    ([where, how]) => window.axe.run(where as ElementContext, { resultTypes: ['violations'], ...how }),
    [context, options] as const,
  )
}
