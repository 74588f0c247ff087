import { expect, it } from 'vitest'
import { codeOf, deviceTypes, eventByCode, eventCatalogue } from './events.js'

/** The category a code must have by its hundred, whatever its row says; ours, from 9000 on, are listed below by name. */
const categories: Record<number, string> = {
  10: 'ACCOUNT',
  11: 'ITEM',
  13: 'COLLECTION',
  14: 'GROUP',
  15: 'USER',
  16: 'CLIENT',
  17: 'POLICY',
  18: 'PROVIDER_USER',
  19: 'PROVIDER_CLIENT',
  20: 'DOMAIN',
  21: 'SECRETS_MANAGER',
  22: 'SECRETS_MANAGER',
  23: 'SECRETS_MANAGER',
  24: 'PHISHING',
  25: 'SEND',
}

it('codes and names are unique, and codes ascend', () => {
  const codes = eventCatalogue.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(new Set(eventCatalogue.map(({ name }) => name)).size).toBe(codes.length)
  expect(codes).toEqual(codes.toSorted((a, b) => a - b))
})

it('an upstream code has the category of its hundred, and each hundred is without holes', () => {
  const upstream = eventCatalogue.filter(({ code }) => code < 9000)
  for (const { code, category } of upstream)
    expect([code, category]).toEqual([code, categories[Math.floor(code / 100)]])

  const sizes = Object.keys(categories).map(hundred => upstream.filter(({ code }) => Math.floor(code / 100) === Number(hundred)))
  for (const kinds of sizes)
    expect(kinds.map(({ code }) => code % 100)).toEqual(kinds.map((_, index) => index))
  expect(sizes.map(kinds => kinds.length)).toEqual([12, 33, 3, 3, 27, 31, 1, 4, 4, 4, 6, 4, 6, 3, 12])
})

it('our own events', () => {
  expect(eventCatalogue.filter(({ code }) => code >= 9000).map(({ code, name, category }) => `${code} ${name} ${category}`)).toMatchInlineSnapshot(`
    [
      "9000 Provider_Created PROVIDER",
      "9001 Provider_Updated PROVIDER",
      "9002 Provider_MailTested PROVIDER",
      "9003 Provider_TwoStepDemanded PROVIDER",
      "9004 Provider_TwoStepInForce PROVIDER",
      "9010 ProviderUser_Accepted PROVIDER_USER",
      "9011 ProviderUser_InvitationResent PROVIDER_USER",
      "9012 ProviderUser_SignedOut PROVIDER_USER",
      "9013 ProviderUser_TwoStepReset PROVIDER_USER",
      "9014 ProviderUser_TwoStepResetRefused PROVIDER_USER",
      "9015 ProviderUser_AskedForHelp PROVIDER_USER",
      "9020 OrganizationUser_Accepted USER",
      "9021 OrganizationUser_InvitationResent USER",
      "9022 Organization_KeyBound CLIENT",
      "9023 OrganizationUser_AskedForHelp USER",
      "9024 OrganizationUser_HelpDeclined USER",
      "9025 OrganizationUser_RecoveryRefused USER",
      "9026 OrganizationUser_RecoveryKeyTaken USER",
      "9027 OrganizationUser_SignedOut USER",
      "9030 Organization_SeatsAdded SEAT",
      "9031 Organization_SeatsRemoved SEAT",
      "9032 Organization_AutoGrowChanged SEAT",
      "9033 Organization_SeatsAutoGrown SEAT",
      "9034 Provider_SeatsPurchased SEAT",
      "9035 Provider_SeatsReleased SEAT",
      "9036 Provider_SeatMinimumChanged SEAT",
      "9040 ApiToken_Created API_TOKEN",
      "9041 ApiToken_Revoked API_TOKEN",
      "9042 ApiToken_Rotated API_TOKEN",
      "9043 ApiToken_OldSecretEnded API_TOKEN",
      "9044 ApiToken_AddressesChanged API_TOKEN",
      "9045 ApiToken_AddressRefused API_TOKEN",
      "9050 Session_Revoked SESSION",
      "9051 Session_RefreshReused SESSION",
      "9052 User_SignedOut SESSION",
      "9053 User_SignedOutEverywhere SESSION",
      "9054 User_ChangedEmail ACCOUNT",
      "9055 User_ChangedKdf ACCOUNT",
      "9056 User_Deleted ACCOUNT",
      "9057 User_RotatedKeys ACCOUNT",
      "9058 User_ApiKeyMade ACCOUNT",
      "9059 User_ApiKeyRemoved ACCOUNT",
      "9060 EventLog_Expired PROVIDER",
      "9065 BulkJob_Started USER",
      "9066 BulkJob_Finished USER",
      "9067 OrganizationUser_Linked USER",
      "9070 User_SecurityKeyCounterFell ACCOUNT",
      "9080 ClientGroup_Created CLIENT",
      "9081 ClientGroup_Updated CLIENT",
      "9082 ClientGroup_Deleted CLIENT",
      "9083 Organization_Tagged CLIENT",
      "9084 Organization_Regrouped CLIENT",
      "9085 ProviderUser_ScopeChanged PROVIDER_USER",
      "9086 ProviderUser_HoursChanged PROVIDER_USER",
      "9090 Organization_Suspended PROVIDER_CLIENT",
      "9091 Organization_Reactivated PROVIDER_CLIENT",
      "9092 Organization_ProviderItemAccessChanged CLIENT",
      "9093 Baseline_Created CLIENT",
      "9094 Baseline_Updated CLIENT",
      "9095 Baseline_Deleted CLIENT",
      "9096 Organization_BroughtToBaseline CLIENT",
    ]
  `)
})

it('a name and its code find each other', () => {
  for (const { code, name } of eventCatalogue) {
    expect(codeOf(name)).toBe(code)
    expect(eventByCode(code).name).toBe(name)
  }
})

it('an unknown code is named, not dropped', () => {
  expect(eventByCode(2512)).toEqual({ code: 2512, name: 'Unknown_2512', category: 'UNKNOWN', access: false, notable: false })
})

it('device types stand at their numbers', () => {
  expect(deviceTypes).toHaveLength(27)
  expect([deviceTypes[0], deviceTypes[14], deviceTypes[21], deviceTypes[22], deviceTypes[26]])
    .toEqual(['Android', 'Unknown browser', 'SDK', 'Server', 'DuckDuckGo'])
})
