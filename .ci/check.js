// What a change must pass: the cheap steps, two at a time, then the tests, to which all options go, then those with nginx.
// Each runs whatever the others said.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { text } from 'node:stream/consumers'

const steps = (await Promise.all([stepsInTurn('lint'), stepsInTurn('types', 'dead', 'arrows')])).flat()
const tests = await run(['test', ...process.argv.slice(2)], 'inherit').ended
const surroundings = await step('test:surroundings')
const failed = [...steps, surroundings].filter(({ code }) => code !== 0).map(({ name }) => name)
if (failed.length > 0)
  console.error(`\nFailed: ${failed.join(', ')} (see above)`)
process.exitCode = tests || (failed.length > 0 ? 1 : 0)

async function stepsInTurn(...names) {
  const results = []
  for (const name of names)
    results.push(await step(name))
  return results
}

/** Says what the step said only when it is over, since two run at once. */
async function step(name) {
  const began = performance.now()
  const { child, ended } = run([name], 'pipe')
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${Math.round((performance.now() - began) / 1000)} s)${code === 0 ? '' : `\n${output}${errors}`}`)
  return { name, code }
}

function run(args, stdio) {
  const child = spawn('pnpm', ['run', ...args], { stdio: ['ignore', stdio, stdio] })
  return { child, ended: once(child, 'exit').then(([code]) => code ?? 1) }
}
