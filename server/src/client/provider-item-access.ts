import { describeEnum } from '../lib/enum.js'

export enum ProviderItemAccess {
  FULL = 'FULL',
  IMPORT_ONLY = 'IMPORT_ONLY',
}

describeEnum(ProviderItemAccess, 'ProviderItemAccess', 'What the provider\'s people may do with what a client keeps, unless they belong to the client.', {
  FULL: 'They see and change it.',
  IMPORT_ONLY: 'They make collections and see none.',
})
