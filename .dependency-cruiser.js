/**
 * Which way imports may go. A room is a folder (or a file) of a package's `src`, or of a large room; it imports rooms of the lines above
 * its own only, so that an older feature never knows a newer one. Rooms on one line do not import each other.
 */
const rooms = {
  'dashboard/src': [
    'lib',
    'i18n',
    'ui',
    'feature',
    'session',
    'api',
    'event  preferences',
    'live  installation  job',
    'account  bulk-job',
    'recovery  group  collection',
    'right',
    'seat-pool  client  user  provider',
    'client-group',
    'seat  policy  provider-user  api-token  event-log  wall',
    'baseline',
    'shell',
    'sign-in  setup  mailbox',
    'invitation',
    'features.ts',
    'messages',
    'App.vue  router.ts',
    'main.ts',
  ],
  'server/src': [
    'lib',
    'config  postgres',
    'access',
    'database',
    'request',
    'mail',
    'event',
    'transaction  second-factor',
    'provider  account  membership',
    'feed  checkpoint  job  seat-pool',
    'client',
    'client-group',
    'seat  api-token  pinned-key',
    'user  provider-user',
    'policy  group',
    'collection',
    'right  recovery  baseline',
    'bulk-job',
    'invitation  provider-client  account-deletion  key-rotation  personal-api-key  demo',
    'installation',
    'features.ts',
    'node.resolver.ts',
    'schema.ts  migrate.ts',
    'graphql.ts  http',
    'server.ts',
    'start-up.ts',
    'doctor.ts',
    'main.ts',
  ],
  'server/src/demo': [
    'people',
    'history  store  simulator',
    'parts',
    'build-world.ts',
    'demo.ts',
  ],
}

const forbidden = [
  { name: 'schema-stands-alone', severity: 'error', from: { path: '^schema/' }, to: { path: '^(?:server|dashboard|test)/' } },
  { name: 'server-knows-no-dashboard', severity: 'error', from: { path: '^server/' }, to: { path: '^dashboard/' } },
  { name: 'dashboard-knows-no-server', severity: 'error', from: { path: '^dashboard/' }, to: { path: '^server/' } },
  ...Object.entries(rooms).flatMap(([base, lines]) => rulesOf(base, lines.map(line => line.split(/\s+/)))),
]

function rulesOf(base, lines) {
  if (lines.length === 0)
    return []
  const pathOf = room => `^${base}/${room.replaceAll('.', '\\.')}${room.includes('.') ? '$' : '/'}`
  const unlisted = { name: `${base}: a room without a line`, severity: 'error', from: { path: `^${base}/`, pathNot: lines.flat().map(pathOf) }, to: {} }
  const circle = { name: `${base}: a circle`, severity: 'error', from: { path: `^${base}/` }, to: { circular: true } }
  const circleOfFolders = { ...circle, name: `${base}: a circle of folders`, scope: 'folder' }
  return [unlisted, circle, circleOfFolders, ...lines.flatMap((line, at) => line.map(room => ({
    name: `${base}: ${room}`,
    severity: 'error',
    from: { path: pathOf(room) },
    to: { path: `^${base}/`, pathNot: [...lines.slice(0, at).flat(), room].map(pathOf) },
  })))]
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^dashboard/src/gql/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['wardroom-source', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.vue', '.json'],
    },
    cache: false,
  },
}
