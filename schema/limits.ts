/** Limits that server and screens share, so that neither offers what the other refuses. */

/** Seats of one client, and as many as one change may add or remove. */
export const maxSeats = 10_000

/** Groups of one client. */
export const maxGroups = 1_000

/** Groups that one person may be in. */
export const maxGroupsOfPerson = 100

/** People times groups that one change puts people in or takes them out of: each event names the groups of one person. */
export const maxMembershipsAtOnce = 5_000

/** Characters of a group's name. */
export const maxGroupName = 100

/** Groups of clients of one provider. */
export const maxClientGroups = 500

/** Characters of the name of a group of clients. */
export const maxClientGroupName = 100

/** Baselines of one provider, and their places. */
export const maxBaselines = 50

/** Characters of a baseline's name. */
export const maxBaselineName = 100

/** Groups of clients that one baseline is for. */
export const maxBaselineGroups = 20

/** Tags of one client. */
export const maxTags = 20

/** Characters of a tag. */
export const maxTag = 40

/** Collections of one client. */
export const maxCollections = 1_000

/** People, and groups, that one collection is given to directly. */
export const maxAccessOfCollection = 500

/** Characters of a collection's name with those it is nested in; sealed, each may take sixteen bytes. */
export const maxCollectionName = 150

/** Seats of a plan that a provider pays for in any case. */
export const maxSeatMinimum = 1_000_000

/** Rows of one job on many people. */
export const maxBulkJob = 10_000

/** Jobs of one client that go on at a time. */
export const maxRunningBulkJobs = 20
