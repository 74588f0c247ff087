import { everyPerson, people, signedIn } from '../root-case.js'
import type { RootFields } from '../root-case.js'

export const rootFields: RootFields = {
  'Query.viewer': [{ document: '{ viewer { account { id } } }', expected: signedIn }],
  'Mutation.revokeSession': [{
    document: 'mutation ($id: ID!) { revokeSession(id: $id) { id } }',
    personal: { make: (cast, caller) => cast.newSession(cast.accountOf(caller) ?? cast.northwind.admin.accountId), missing: 'none' },
    expected: people,
    persons: true,
  }],
  'Mutation.changeMasterPassword': [{
    document: 'mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }',
    variables: () => ({ input: { masterPasswordHash: 'no', newMasterPasswordHash: 'no', newWrappedUserKey: 'no' } }),
    expected: everyPerson('SEALED_MALFORMED'),
    persons: true,
  }],
  'Mutation.signOutEverywhere': [{ document: 'mutation { signOutEverywhere }', expected: people, persons: true }],
  'Mutation.prove': [{
    document: 'mutation ($input: ProveInput!) { prove(input: $input) }',
    variables: () => ({ input: { purpose: 'ACCOUNT', masterPasswordHash: 'no' } }),
    expected: everyPerson('SEALED_MALFORMED'),
    persons: true,
  }],
  'Mutation.beginAuthenticator': [{ document: 'mutation { beginAuthenticator { id } }', expected: people, persons: true }],
  'Mutation.finishAuthenticator': [{
    document: 'mutation ($input: FinishAuthenticatorInput!) { finishAuthenticator(input: $input) { code } }',
    variables: () => ({ input: { id: 'no', code: 'no' } }),
    expected: everyPerson('SET_UP_EXPIRED'),
    persons: true,
  }],
  'Mutation.beginSecurityKey': [{ document: 'mutation { beginSecurityKey { rpId } }', expected: people, persons: true }],
  'Mutation.finishSecurityKey': [{
    document: 'mutation ($input: FinishSecurityKeyInput!) { finishSecurityKey(input: $input) { code } }',
    variables: () => ({ input: { name: 'Key', credentialId: 'no!', clientData: 'no', attestation: 'no' } }),
    expected: everyPerson('BAD_USER_INPUT'),
    persons: true,
  }],
  'Mutation.challengeSecurityKey': [{
    document: 'mutation { challengeSecurityKey { challenge } }',
    expected: everyPerson('WRONG_STATUS'),
    persons: true,
  }],
  'Mutation.beginEmailCodes': [{ document: 'mutation { beginEmailCodes { email } }', expected: people, persons: true }],
  'Mutation.finishEmailCodes': [{
    document: 'mutation { finishEmailCodes(code: "no") { code } }',
    expected: everyPerson('WRONG_CODE'),
    persons: true,
  }],
  'Mutation.mailCode': [{ document: 'mutation { mailCode { email } }', expected: everyPerson('WRONG_STATUS'), persons: true }],
  'Mutation.removeTwoStepMethod': [{
    document: 'mutation { removeTwoStepMethod(id: "no") { rememberedDevices } }',
    expected: everyPerson('none'),
    persons: true,
  }],
  'Mutation.renewRecoveryCode': [{
    document: 'mutation { renewRecoveryCode { code } }',
    expected: everyPerson('WRONG_STATUS'),
    persons: true,
  }],
  'Mutation.beginEmailChange': [{
    document: 'mutation { beginEmailChange(email: "no") { id } }',
    expected: everyPerson('BAD_USER_INPUT'),
    persons: true,
  }],
  'Mutation.finishEmailChange': [{
    document: 'mutation ($input: FinishEmailChangeInput!) { finishEmailChange(input: $input) { id } }',
    variables: () => ({
      input: { id: 'no', presentCode: 'no', newCode: 'no', masterPasswordHash: 'no', newMasterPasswordHash: 'no', newWrappedUserKey: 'no' },
    }),
    expected: everyPerson('SEALED_MALFORMED'),
    persons: true,
  }],
  'Mutation.changeKdf': [{
    document: 'mutation ($input: ChangeKdfInput!) { changeKdf(input: $input) { iterations } }',
    variables: () => ({
      input: { masterPasswordHash: 'no', newMasterPasswordHash: 'no', newWrappedUserKey: 'no', kdf: { type: 'PBKDF2', iterations: 0 } },
    }),
    expected: everyPerson('SEALED_MALFORMED'),
    persons: true,
  }],
  'Mutation.makePersonalApiKey': [{ document: 'mutation { makePersonalApiKey { secret } }', expected: people, persons: true }],
  'Mutation.removePersonalApiKey': [{ document: 'mutation { removePersonalApiKey }', expected: people, persons: true }],
  'Mutation.rotateKeys': [{
    document: 'mutation ($input: RotateKeysInput!) { rotateKeys(input: $input) }',
    variables: () => ({
      input: { masterPasswordHash: 'no', newWrappedUserKey: 'no', newWrappedPrivateKey: 'no', pins: [], recoveryKeys: [] },
    }),
    expected: everyPerson('SEALED_MALFORMED'),
    persons: true,
  }],
  'Mutation.deleteAccount': [{
    document: 'mutation { deleteAccount(email: "no") }',
    expected: everyPerson('BAD_USER_INPUT'),
    persons: true,
  }],
  'Mutation.forgetDevices': [{ document: 'mutation { forgetDevices { rememberedDevices } }', expected: people, persons: true }],
}
