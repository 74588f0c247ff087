import { bulkJob, client, managers, node, row, signedIn } from '../root-case.js'
import type { RootFields, SubscriptionFields } from '../root-case.js'

const directors = row('in  ok       ok      none   ok    ok     no     no     no    none   none    no      none')
const seers = row('in      ok       ok      none   ok    ok     ok     none   none  none   none    ok      none')

export const rootFields: RootFields = {
  'Query.bulkJobs': [{ document: '{ bulkJobs { edges { node { id } } } }', expected: signedIn }],
  'Query.node': [node('BulkJob', bulkJob(true), seers, 'ok')],
  'Query.previewDirectory': [{
    document: 'query ($id: ID!, $directory: DirectoryInput!) { previewDirectory(clientId: $id, directory: $directory) { version } }',
    target: client,
    variables: id => ({
      id,
      directory: { revokeMissing: false, createGroups: false, touchOwners: false, people: [{ email: 'new@acme.example' }] },
    }),
    expected: directors,
    elsewhere: 'ok',
  }],
  'Mutation.createBulkJob': [{
    document: 'mutation ($input: CreateBulkJobInput!) { createBulkJob(input: $input) { id } }',
    target: client,
    variables: clientId => ({ input: { clientId, resend: { userIds: ['70000000-0000-4000-8000-000000000000'] } } }),
    expected: managers,
    elsewhere: 'ok',
  }],
  'Mutation.cancelBulkJob': [{
    document: 'mutation ($id: ID!) { cancelBulkJob(id: $id) { id } }',
    target: bulkJob(false),
    expected: managers,
    elsewhere: 'ok',
  }],
  'Mutation.retryBulkJob': [{
    document: 'mutation ($id: ID!) { retryBulkJob(id: $id) { id } }',
    target: bulkJob(true),
    expected: managers,
    elsewhere: 'ok',
  }],
}

/** On the socket, where strangers are closed with 4401. */
export const subscriptionFields: SubscriptionFields = { 'Subscription.bulkJob': seers }
