import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@wardroom/server/postgres/postmaster'

const documented = new URL('../../docs/operations.md', import.meta.url)

/** What docs/operations.md prints, in front of `target`; without a certificate, since TLS changes nothing of what is asked here. */
async function sample(port: number, target: number): Promise<string> {
  const [, text] = /```nginx\n(.+?)```/s.exec(await readFile(documented, 'utf8'))!
  const parts = [['listen 443 ssl;', `listen 127.0.0.1:${port};`], ['http://127.0.0.1:8420;', `http://127.0.0.1:${target};`]] as const
  return parts.reduce((sample, [from, to]) => {
    if (!sample.includes(from))
      throw new Error(`the sample of docs/operations.md has no "${from}" any more; say here what stands for it`)
    return sample.replace(from, to)
  }, text!)
}

/** A real nginx as the operations page sets it up. */
export class Nginx {
  private constructor(readonly port: number, private readonly process: ChildProcess, private readonly folder: string) {}

  static async before(target: number): Promise<Nginx> {
    const [port, folder] = [await freePort(), await mkdtemp(path.join(tmpdir(), 'wardroom-nginx-'))]
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join(' ')
    await writeFile(path.join(folder, 'nginx.conf'), `pid ${folder}/nginx.pid; daemon off; master_process off; error_log stderr;\nevents {}\nhttp { access_log off; ${paths}\n${await sample(port, target)}}\n`)
    const options = ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', 'stderr']
    const process = spawn('nginx', options, { env: { PATH: '/usr/sbin:/usr/bin' }, stdio: 'inherit' })
    const lost = once(process, 'exit').then(([code]) => new Error(`nginx ended with ${code}`), () => new Error('there is no nginx here; install it: apt-get install nginx'))
    const nginx = new Nginx(port, process, folder)
    const listens = async () => {
      while (!await nginx.listens())
        await sleep(20)
    }
    const failure = await Promise.race([listens(), lost])
    if (failure)
      throw failure
    return nginx
  }

  async stop(): Promise<void> {
    this.process.kill()
    await once(this.process, 'exit')
    await rm(this.folder, { recursive: true, force: true })
  }

  private listens(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1')
    return once(socket, 'connect').then(() => true, () => false).finally(() => socket.destroy())
  }
}
