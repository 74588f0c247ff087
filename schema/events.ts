/**
 * Every event the log knows by name. Codes below 9000 are upstream's and mean the same there; ours start at 9000 so that imported ones
 * never collide. `access`: somebody may see more or less afterwards, so whoever follows is authorized again. `notable`: an operator should
 * notice it in passing.
 */
export const eventCatalogue = [
  { code: 1000, name: 'User_LoggedIn', category: 'ACCOUNT' },
  { code: 1001, name: 'User_ChangedPassword', category: 'ACCOUNT', access: true },
  { code: 1002, name: 'User_Updated2fa', category: 'ACCOUNT', access: true },
  { code: 1003, name: 'User_Disabled2fa', category: 'ACCOUNT', access: true, notable: true },
  { code: 1004, name: 'User_Recovered2fa', category: 'ACCOUNT', access: true, notable: true },
  { code: 1005, name: 'User_FailedLogIn', category: 'ACCOUNT', notable: true },
  { code: 1006, name: 'User_FailedLogIn2fa', category: 'ACCOUNT', notable: true },
  { code: 1007, name: 'User_ClientExportedVault', category: 'ACCOUNT' },
  { code: 1008, name: 'User_UpdatedTempPassword', category: 'ACCOUNT', access: true },
  { code: 1009, name: 'User_MigratedKeyToKeyConnector', category: 'ACCOUNT' },
  { code: 1010, name: 'User_RequestedDeviceApproval', category: 'ACCOUNT' },
  { code: 1011, name: 'User_TdeOffboardingPasswordSet', category: 'ACCOUNT' },

  { code: 1100, name: 'Cipher_Created', category: 'ITEM' },
  { code: 1101, name: 'Cipher_Updated', category: 'ITEM' },
  { code: 1102, name: 'Cipher_Deleted', category: 'ITEM' },
  { code: 1103, name: 'Cipher_AttachmentCreated', category: 'ITEM' },
  { code: 1104, name: 'Cipher_AttachmentDeleted', category: 'ITEM' },
  { code: 1105, name: 'Cipher_Shared', category: 'ITEM' },
  { code: 1106, name: 'Cipher_UpdatedCollections', category: 'ITEM' },
  { code: 1107, name: 'Cipher_ClientViewed', category: 'ITEM' },
  { code: 1108, name: 'Cipher_ClientToggledPasswordVisible', category: 'ITEM' },
  { code: 1109, name: 'Cipher_ClientToggledHiddenFieldVisible', category: 'ITEM' },
  { code: 1110, name: 'Cipher_ClientToggledCardCodeVisible', category: 'ITEM' },
  { code: 1111, name: 'Cipher_ClientCopiedPassword', category: 'ITEM' },
  { code: 1112, name: 'Cipher_ClientCopiedHiddenField', category: 'ITEM' },
  { code: 1113, name: 'Cipher_ClientCopiedCardCode', category: 'ITEM' },
  { code: 1114, name: 'Cipher_ClientAutofilled', category: 'ITEM' },
  { code: 1115, name: 'Cipher_SoftDeleted', category: 'ITEM' },
  { code: 1116, name: 'Cipher_Restored', category: 'ITEM' },
  { code: 1117, name: 'Cipher_ClientToggledCardNumberVisible', category: 'ITEM' },
  { code: 1118, name: 'Cipher_ClientToggledTOTPSeedVisible', category: 'ITEM' },
  { code: 1119, name: 'Cipher_ClientCopiedBankAccountNumber', category: 'ITEM' },
  { code: 1120, name: 'Cipher_ClientCopiedBankAccountPin', category: 'ITEM' },
  { code: 1121, name: 'Cipher_ClientToggledBankAccountNumberVisible', category: 'ITEM' },
  { code: 1122, name: 'Cipher_ClientToggledBankAccountPinVisible', category: 'ITEM' },
  { code: 1123, name: 'Cipher_ClientCopiedLicenseNumber', category: 'ITEM' },
  { code: 1124, name: 'Cipher_ClientToggledLicenseNumberVisible', category: 'ITEM' },
  { code: 1125, name: 'Cipher_ClientCopiedPassportNumber', category: 'ITEM' },
  { code: 1126, name: 'Cipher_ClientToggledPassportNumberVisible', category: 'ITEM' },
  { code: 1127, name: 'Cipher_ClientCopiedSwiftCode', category: 'ITEM' },
  { code: 1128, name: 'Cipher_ClientToggledSwiftCodeVisible', category: 'ITEM' },
  { code: 1129, name: 'Cipher_ClientCopiedIban', category: 'ITEM' },
  { code: 1130, name: 'Cipher_ClientToggledIbanVisible', category: 'ITEM' },
  { code: 1131, name: 'Cipher_ClientCopiedNationalIdentificationNumber', category: 'ITEM' },
  { code: 1132, name: 'Cipher_ClientToggledNationalIdentificationNumberVisible', category: 'ITEM' },

  { code: 1300, name: 'Collection_Created', category: 'COLLECTION' },
  { code: 1301, name: 'Collection_Updated', category: 'COLLECTION' },
  { code: 1302, name: 'Collection_Deleted', category: 'COLLECTION' },

  { code: 1400, name: 'Group_Created', category: 'GROUP' },
  { code: 1401, name: 'Group_Updated', category: 'GROUP' },
  { code: 1402, name: 'Group_Deleted', category: 'GROUP' },

  { code: 1500, name: 'OrganizationUser_Invited', category: 'USER' },
  { code: 1501, name: 'OrganizationUser_Confirmed', category: 'USER', access: true },
  { code: 1502, name: 'OrganizationUser_Updated', category: 'USER', access: true },
  { code: 1503, name: 'OrganizationUser_Removed', category: 'USER', access: true, notable: true },
  { code: 1504, name: 'OrganizationUser_UpdatedGroups', category: 'USER' },
  { code: 1505, name: 'OrganizationUser_UnlinkedSso', category: 'USER' },
  { code: 1506, name: 'OrganizationUser_ResetPassword_Enroll', category: 'USER' },
  { code: 1507, name: 'OrganizationUser_ResetPassword_Withdraw', category: 'USER' },
  { code: 1508, name: 'OrganizationUser_AdminResetPassword', category: 'USER', access: true, notable: true },
  { code: 1509, name: 'OrganizationUser_ResetSsoLink', category: 'USER' },
  { code: 1510, name: 'OrganizationUser_FirstSsoLogin', category: 'USER' },
  { code: 1511, name: 'OrganizationUser_Revoked', category: 'USER', access: true, notable: true },
  { code: 1512, name: 'OrganizationUser_Restored', category: 'USER', access: true },
  { code: 1513, name: 'OrganizationUser_ApprovedAuthRequest', category: 'USER' },
  { code: 1514, name: 'OrganizationUser_RejectedAuthRequest', category: 'USER' },
  { code: 1515, name: 'OrganizationUser_Deleted', category: 'USER' },
  { code: 1516, name: 'OrganizationUser_Left', category: 'USER', access: true },
  { code: 1517, name: 'OrganizationUser_AutomaticallyConfirmed', category: 'USER' },
  { code: 1518, name: 'OrganizationUser_SelfRevoked', category: 'USER' },
  { code: 1519, name: 'OrganizationUser_AdminResetTwoFactor', category: 'USER', access: true, notable: true },
  { code: 1520, name: 'OrganizationUser_Revoked_TwoFactorNonCompliance', category: 'USER', access: true, notable: true },
  { code: 1521, name: 'OrganizationUser_Revoked_SingleOrganizationNonCompliance', category: 'USER', access: true, notable: true },
  { code: 1522, name: 'OrganizationUser_NotificationBannerActionClicked', category: 'USER' },
  { code: 1523, name: 'OrganizationUser_Staged', category: 'USER' },
  { code: 1524, name: 'OrganizationUser_InviteLinkAccepted', category: 'USER' },
  { code: 1525, name: 'OrganizationUser_AdminChangedEmail', category: 'USER' },
  { code: 1526, name: 'OrganizationUser_InviteLinkConfirmed', category: 'USER' },

  { code: 1600, name: 'Organization_Updated', category: 'CLIENT' },
  { code: 1601, name: 'Organization_PurgedVault', category: 'CLIENT', notable: true },
  { code: 1602, name: 'Organization_ClientExportedVault', category: 'CLIENT', notable: true },
  { code: 1603, name: 'Organization_VaultAccessed', category: 'CLIENT', notable: true },
  { code: 1604, name: 'Organization_EnabledSso', category: 'CLIENT' },
  { code: 1605, name: 'Organization_DisabledSso', category: 'CLIENT' },
  { code: 1606, name: 'Organization_EnabledKeyConnector', category: 'CLIENT' },
  { code: 1607, name: 'Organization_DisabledKeyConnector', category: 'CLIENT' },
  { code: 1608, name: 'Organization_SponsorshipsSynced', category: 'CLIENT' },
  { code: 1609, name: 'Organization_CollectionManagement_Updated', category: 'CLIENT' },
  { code: 1610, name: 'Organization_CollectionManagement_LimitCollectionCreationEnabled', category: 'CLIENT' },
  { code: 1611, name: 'Organization_CollectionManagement_LimitCollectionCreationDisabled', category: 'CLIENT' },
  { code: 1612, name: 'Organization_CollectionManagement_LimitCollectionDeletionEnabled', category: 'CLIENT' },
  { code: 1613, name: 'Organization_CollectionManagement_LimitCollectionDeletionDisabled', category: 'CLIENT' },
  { code: 1614, name: 'Organization_CollectionManagement_LimitItemDeletionEnabled', category: 'CLIENT' },
  { code: 1615, name: 'Organization_CollectionManagement_LimitItemDeletionDisabled', category: 'CLIENT' },
  { code: 1616, name: 'Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsEnabled', category: 'CLIENT' },
  { code: 1617, name: 'Organization_CollectionManagement_AllowAdminAccessToAllCollectionItemsDisabled', category: 'CLIENT' },
  { code: 1618, name: 'Organization_ItemOrganization_Accepted', category: 'CLIENT' },
  { code: 1619, name: 'Organization_ItemOrganization_Declined', category: 'CLIENT' },
  { code: 1620, name: 'Organization_AutoConfirmEnabled_Admin', category: 'CLIENT' },
  { code: 1621, name: 'Organization_AutoConfirmDisabled_Admin', category: 'CLIENT' },
  { code: 1622, name: 'Organization_AutoConfirmEnabled_Portal', category: 'CLIENT' },
  { code: 1623, name: 'Organization_AutoConfirmDisabled_Portal', category: 'CLIENT' },
  { code: 1624, name: 'Organization_InviteLinkCreated', category: 'CLIENT' },
  { code: 1625, name: 'Organization_InviteLinkDomainsEdited', category: 'CLIENT' },
  { code: 1626, name: 'Organization_InviteLinkDeleted', category: 'CLIENT' },
  { code: 1627, name: 'Organization_InviteLinkClientCopied', category: 'CLIENT' },
  { code: 1628, name: 'Organization_InviteLinkRefreshed', category: 'CLIENT' },
  { code: 1629, name: 'Organization_InviteLinkConfirmEnabled', category: 'CLIENT' },
  { code: 1630, name: 'Organization_InviteLinkConfirmDisabled', category: 'CLIENT' },

  { code: 1700, name: 'Policy_Updated', category: 'POLICY', access: true },

  { code: 1800, name: 'ProviderUser_Invited', category: 'PROVIDER_USER' },
  { code: 1801, name: 'ProviderUser_Confirmed', category: 'PROVIDER_USER', access: true },
  { code: 1802, name: 'ProviderUser_Updated', category: 'PROVIDER_USER', access: true },
  { code: 1803, name: 'ProviderUser_Removed', category: 'PROVIDER_USER', access: true, notable: true },

  { code: 1900, name: 'ProviderOrganization_Created', category: 'PROVIDER_CLIENT', access: true },
  { code: 1901, name: 'ProviderOrganization_Added', category: 'PROVIDER_CLIENT', access: true, notable: true },
  { code: 1902, name: 'ProviderOrganization_Removed', category: 'PROVIDER_CLIENT', access: true, notable: true },
  { code: 1903, name: 'ProviderOrganization_VaultAccessed', category: 'PROVIDER_CLIENT', notable: true },

  { code: 2000, name: 'OrganizationDomain_Added', category: 'DOMAIN' },
  { code: 2001, name: 'OrganizationDomain_Removed', category: 'DOMAIN' },
  { code: 2002, name: 'OrganizationDomain_Verified', category: 'DOMAIN' },
  { code: 2003, name: 'OrganizationDomain_NotVerified', category: 'DOMAIN' },

  { code: 2100, name: 'Secret_Retrieved', category: 'SECRETS_MANAGER' },
  { code: 2101, name: 'Secret_Created', category: 'SECRETS_MANAGER' },
  { code: 2102, name: 'Secret_Edited', category: 'SECRETS_MANAGER' },
  { code: 2103, name: 'Secret_Deleted', category: 'SECRETS_MANAGER' },
  { code: 2104, name: 'Secret_Permanently_Deleted', category: 'SECRETS_MANAGER' },
  { code: 2105, name: 'Secret_Restored', category: 'SECRETS_MANAGER' },

  { code: 2200, name: 'Project_Retrieved', category: 'SECRETS_MANAGER' },
  { code: 2201, name: 'Project_Created', category: 'SECRETS_MANAGER' },
  { code: 2202, name: 'Project_Edited', category: 'SECRETS_MANAGER' },
  { code: 2203, name: 'Project_Deleted', category: 'SECRETS_MANAGER' },

  { code: 2300, name: 'ServiceAccount_UserAdded', category: 'SECRETS_MANAGER' },
  { code: 2301, name: 'ServiceAccount_UserRemoved', category: 'SECRETS_MANAGER' },
  { code: 2302, name: 'ServiceAccount_GroupAdded', category: 'SECRETS_MANAGER' },
  { code: 2303, name: 'ServiceAccount_GroupRemoved', category: 'SECRETS_MANAGER' },
  { code: 2304, name: 'ServiceAccount_Created', category: 'SECRETS_MANAGER' },
  { code: 2305, name: 'ServiceAccount_Deleted', category: 'SECRETS_MANAGER' },

  { code: 2400, name: 'PhishingBlocker_SiteAccessed', category: 'PHISHING' },
  { code: 2401, name: 'PhishingBlocker_SiteExited', category: 'PHISHING' },
  { code: 2402, name: 'PhishingBlocker_Bypassed', category: 'PHISHING' },

  { code: 2500, name: 'Send_Created_Text', category: 'SEND' },
  { code: 2501, name: 'Send_Created_Text_WithEmailVerification', category: 'SEND' },
  { code: 2502, name: 'Send_Created_Text_WithPasswordProtection', category: 'SEND' },
  { code: 2503, name: 'Send_Created_File', category: 'SEND' },
  { code: 2504, name: 'Send_Created_File_WithEmailVerification', category: 'SEND' },
  { code: 2505, name: 'Send_Created_File_WithPasswordProtection', category: 'SEND' },
  { code: 2506, name: 'Send_Edited_Text', category: 'SEND' },
  { code: 2507, name: 'Send_Edited_File', category: 'SEND' },
  { code: 2508, name: 'Send_Deleted_Text', category: 'SEND' },
  { code: 2509, name: 'Send_Deleted_File', category: 'SEND' },
  { code: 2510, name: 'Send_Accessed_Text', category: 'SEND' },
  { code: 2511, name: 'Send_Accessed_File', category: 'SEND' },

  { code: 9000, name: 'Provider_Created', category: 'PROVIDER' },
  { code: 9001, name: 'Provider_Updated', category: 'PROVIDER' },
  { code: 9002, name: 'Provider_MailTested', category: 'PROVIDER' },
  { code: 9003, name: 'Provider_TwoStepDemanded', category: 'PROVIDER', access: true, notable: true },
  { code: 9004, name: 'Provider_TwoStepInForce', category: 'PROVIDER', access: true },
  { code: 9010, name: 'ProviderUser_Accepted', category: 'PROVIDER_USER' },
  { code: 9011, name: 'ProviderUser_InvitationResent', category: 'PROVIDER_USER' },
  { code: 9012, name: 'ProviderUser_SignedOut', category: 'PROVIDER_USER', access: true, notable: true },
  { code: 9013, name: 'ProviderUser_TwoStepReset', category: 'PROVIDER_USER', access: true, notable: true },
  { code: 9014, name: 'ProviderUser_TwoStepResetRefused', category: 'PROVIDER_USER', notable: true },
  { code: 9015, name: 'ProviderUser_AskedForHelp', category: 'PROVIDER_USER', notable: true },
  { code: 9020, name: 'OrganizationUser_Accepted', category: 'USER' },
  { code: 9021, name: 'OrganizationUser_InvitationResent', category: 'USER' },
  { code: 9022, name: 'Organization_KeyBound', category: 'CLIENT', notable: true },
  { code: 9023, name: 'OrganizationUser_AskedForHelp', category: 'USER', notable: true },
  { code: 9024, name: 'OrganizationUser_HelpDeclined', category: 'USER' },
  { code: 9025, name: 'OrganizationUser_RecoveryRefused', category: 'USER', notable: true },
  { code: 9026, name: 'OrganizationUser_RecoveryKeyTaken', category: 'USER', notable: true },
  { code: 9027, name: 'OrganizationUser_SignedOut', category: 'USER', access: true, notable: true },
  { code: 9030, name: 'Organization_SeatsAdded', category: 'SEAT' },
  { code: 9031, name: 'Organization_SeatsRemoved', category: 'SEAT' },
  { code: 9032, name: 'Organization_AutoGrowChanged', category: 'SEAT' },
  { code: 9033, name: 'Organization_SeatsAutoGrown', category: 'SEAT' },
  { code: 9034, name: 'Provider_SeatsPurchased', category: 'SEAT' },
  { code: 9035, name: 'Provider_SeatsReleased', category: 'SEAT' },
  { code: 9036, name: 'Provider_SeatMinimumChanged', category: 'SEAT' },
  { code: 9040, name: 'ApiToken_Created', category: 'API_TOKEN' },
  { code: 9041, name: 'ApiToken_Revoked', category: 'API_TOKEN', access: true },
  { code: 9042, name: 'ApiToken_Rotated', category: 'API_TOKEN', access: true, notable: true },
  { code: 9043, name: 'ApiToken_OldSecretEnded', category: 'API_TOKEN', access: true },
  { code: 9044, name: 'ApiToken_AddressesChanged', category: 'API_TOKEN', access: true, notable: true },
  { code: 9045, name: 'ApiToken_AddressRefused', category: 'API_TOKEN', notable: true },
  { code: 9050, name: 'Session_Revoked', category: 'SESSION', access: true },
  { code: 9051, name: 'Session_RefreshReused', category: 'SESSION', access: true, notable: true },
  { code: 9052, name: 'User_SignedOut', category: 'SESSION', access: true },
  { code: 9053, name: 'User_SignedOutEverywhere', category: 'SESSION', access: true },
  { code: 9054, name: 'User_ChangedEmail', category: 'ACCOUNT', access: true, notable: true },
  { code: 9055, name: 'User_ChangedKdf', category: 'ACCOUNT', access: true },
  { code: 9056, name: 'User_Deleted', category: 'ACCOUNT', access: true, notable: true },
  { code: 9057, name: 'User_RotatedKeys', category: 'ACCOUNT', access: true, notable: true },
  { code: 9058, name: 'User_ApiKeyMade', category: 'ACCOUNT', access: true, notable: true },
  { code: 9059, name: 'User_ApiKeyRemoved', category: 'ACCOUNT', access: true },
  { code: 9060, name: 'EventLog_Expired', category: 'PROVIDER' },
  { code: 9065, name: 'BulkJob_Started', category: 'USER' },
  { code: 9066, name: 'BulkJob_Finished', category: 'USER' },
  { code: 9067, name: 'OrganizationUser_Linked', category: 'USER' },
  { code: 9070, name: 'User_SecurityKeyCounterFell', category: 'ACCOUNT', notable: true },
  { code: 9080, name: 'ClientGroup_Created', category: 'CLIENT' },
  { code: 9081, name: 'ClientGroup_Updated', category: 'CLIENT', access: true },
  { code: 9082, name: 'ClientGroup_Deleted', category: 'CLIENT', access: true },
  { code: 9083, name: 'Organization_Tagged', category: 'CLIENT' },
  { code: 9084, name: 'Organization_Regrouped', category: 'CLIENT', access: true },
  { code: 9085, name: 'ProviderUser_ScopeChanged', category: 'PROVIDER_USER', access: true, notable: true },
  { code: 9086, name: 'ProviderUser_HoursChanged', category: 'PROVIDER_USER', access: true, notable: true },
  { code: 9090, name: 'Organization_Suspended', category: 'PROVIDER_CLIENT', access: true, notable: true },
  { code: 9091, name: 'Organization_Reactivated', category: 'PROVIDER_CLIENT', access: true, notable: true },
  { code: 9092, name: 'Organization_ProviderItemAccessChanged', category: 'CLIENT', access: true, notable: true },
  { code: 9093, name: 'Baseline_Created', category: 'CLIENT' },
  { code: 9094, name: 'Baseline_Updated', category: 'CLIENT', notable: true },
  { code: 9095, name: 'Baseline_Deleted', category: 'CLIENT', notable: true },
  { code: 9096, name: 'Organization_BroughtToBaseline', category: 'CLIENT', notable: true },
] as const

export type EventCode = typeof eventCatalogue[number]['code']
export type EventName = typeof eventCatalogue[number]['name']
export type EventCategory = typeof eventCatalogue[number]['category']

/** What is known of a code; a code that is not in the catalogue still has a name to be shown by. */
export interface EventKind {
  code: number
  name: string
  category: EventCategory | 'UNKNOWN'
  access: boolean
  notable: boolean
}

const byCode = new Map<number, EventKind>(eventCatalogue.map(kind => [kind.code, { access: false, notable: false, ...kind }]))
const codes = new Map<string, EventCode>(eventCatalogue.map(({ name, code }) => [name, code]))

/** Looks a code up. Unknown codes are stored and shown, never dropped: they answer as `Unknown_<code>`. */
export function eventByCode(code: number): EventKind {
  return byCode.get(code) ?? { code, name: `Unknown_${code}`, category: 'UNKNOWN', access: false, notable: false }
}

/** What or whom an event happens to. */
export type SubjectKind
  = 'PROVIDER'
    | 'PROVIDER_USER'
    | 'CLIENT'
    | 'CLIENT_GROUP'
    | 'BASELINE'
    | 'USER'
    | 'GROUP'
    | 'COLLECTION'
    | 'ACCOUNT'
    | 'API_TOKEN'
    | 'SESSION'
    | 'BULK_JOB'

/** The code of a catalogued name. */
export function codeOf(name: EventName): EventCode {
  return codes.get(name)!
}

/** What an event's `deviceType` stands for, by its number. */
export const deviceTypes = [
  'Android',
  'iOS',
  'Chrome extension',
  'Firefox extension',
  'Opera extension',
  'Edge extension',
  'Windows',
  'macOS',
  'Linux',
  'Chrome',
  'Firefox',
  'Opera',
  'Edge',
  'Internet Explorer',
  'Unknown browser',
  'Amazon Android',
  'UWP',
  'Safari',
  'Vivaldi',
  'Vivaldi extension',
  'Safari extension',
  'SDK',
  'Server',
  'Windows CLI',
  'macOS CLI',
  'Linux CLI',
  'DuckDuckGo',
] as const
