import 'reflect-metadata'
import process from 'node:process'
import { ConfigError, readConfig } from './config/environment.js'
import { doctor } from './doctor.js'
import { verifyLogs } from './checkpoint/verify-log.js'
import { addressToOpen } from './installation/address.js'
import { second } from './lib/clock.js'
import { CannotStart } from './postgres/advice.js'
import { openInstallation } from './start-up.js'

const usage = `wardroom                start the server (--demo: in the demo world)
wardroom migrate        bring the database to this version and stop
wardroom verify-log     check the chain of every provider's event log against the checkpoints (of another folder: verify-log <folder>)
wardroom doctor         check what the configuration promises on this installation (--mail to@…: and send a mail to that address)`

/** Time to stop, whatever hangs: below the 30 s after which supervisors kill. */
const mostSeconds = 20

async function main(): Promise<number> {
  const [command = 'start', folder] = process.argv.slice(2).filter(arg => !arg.startsWith('--'))
  switch (command) {
    case 'start': return serve()
    case 'migrate': return briefly(async ({ applied }) => {
      console.log(applied.length ? `Applied: ${applied.join(', ')}` : 'The database is up to date.')
      return 0
    })
    case 'verify-log': return briefly(installation => verifyLogs(installation, console.log, folder))
    case 'doctor': return briefly(installation => doctor(installation, console.log, { mailTo: valueOf('--mail') }))
    default:
      console.error(usage)
      return 2
  }
}

function valueOf(option: string): string | undefined {
  const at = process.argv.indexOf(option)
  return at < 0 ? undefined : process.argv[at + 1]
}

async function serve(): Promise<number> {
  const installation = await openInstallation(readConfig())
  const server = await installation.serve()
  const { demo } = server.services
  console.log(`\n  Wardroom is ready: ${await addressToOpen(server.services)}\n  Data: ${installation.config.databaseUrl ? 'your own PostgreSQL' : installation.config.dataDir}\n`)
  await (installation.config.demo ? demo.start() : demo.resume()).catch((error: Error) => console.error(`  ${error.message}\n`))
  await new Promise<void>((resolve) => {
    let stopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping)
          process.exit(1)
        stopping = true
        resolve()
      })
    }
  })
  setTimeout(() => {
    console.error(`  Stopping takes longer than ${mostSeconds} s, so it ends here; what was acknowledged is saved.`)
    process.exit(1)
  }, mostSeconds * second).unref()
  await server.close()
  await installation.close()
  return 0
}

async function briefly(run: (installation: Awaited<ReturnType<typeof openInstallation>>) => Promise<number>): Promise<number> {
  const installation = await openInstallation(readConfig())
  return run(installation).finally(() => installation.close())
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    console.error(advice(error) ?? error)
    process.exit(1)
  },
)

/** What an operator can do about it, where that is known. */
function advice(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof CannotStart)
    return error.message
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  return code === 'EADDRINUSE' ? `Another program listens on port ${port}. End it, or set WARDROOM_PORT to another port.` : undefined
}
