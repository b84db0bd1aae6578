// Runs one PostgreSQL server for as long as standard input stays open.
//
// The parent holds the other end of that pipe, and the kernel closes it however the parent ends, also by
// `kill -9`. So a test run that is killed leaves neither a server nor a folder behind, and nothing has to
// search for leftovers. The protocol: argument 1 is a `GuardOrder` in JSON, `ready <port>` on stdout once
// connections are accepted, end of stdin means stop.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runnableBinaries } from './postgres-binaries.ts'

/** What `startPostgres` asks the guard for; without `dir` the data is temporary. */
export type GuardOrder = { bin: string; dir?: string; port?: number }

// PostgreSQL refuses to run as root, so root hands it to "nobody".
const nobody = 65534
const asRoot = process.getuid?.() === 0
const identity = asRoot ? { uid: nobody, gid: nobody } : {}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  // Test data need not outlive a power cut.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

let stopping = false
let running: ChildProcess | undefined

function stop(): void {
  stopping = true
  running?.kill('SIGINT') // "fast": ends sessions, writes a checkpoint
}

/** Starts one program of PostgreSQL and gives its exit code and what it said last. */
function program(command: string, args: string[], onLine: (text: string) => void = () => {}) {
  const child = spawn(command, args, {
    ...identity,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running = child
  let said = ''
  const hear = (chunk: Buffer) => {
    said = (said + chunk).slice(-4000)
    onLine(said)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, said }))
  })
}

/** Makes a folder that only the server's user can read. */
function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (asRoot) chownSync(path, nobody, nobody)
  return path
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

async function initialize(bin: string, data: string): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '--locale=C', '-E', 'UTF8']
  const { code, said } = await program(join(bin, 'initdb'), args)
  if (code !== 0 && !stopping) throw new Error(`initdb ended with ${code}:\n${said}`)
}

async function serve(bin: string, data: string, wantedPort?: number): Promise<void> {
  // Between finding a free port and using it somebody else may take it: try again then.
  for (let attempt = 1; !stopping; attempt++) {
    const port = wantedPort ?? (await freePort())
    const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ])
    let announced = false
    const { code, said } = await program(join(bin, 'postgres'), ['-D', data, ...options], text => {
      if (announced || !text.includes('ready to accept connections')) return
      announced = true
      process.stdout.write(`ready ${port}\n`)
    })
    if (stopping) return
    const taken = !announced && wantedPort === undefined && said.includes('Address already in use')
    if (!taken || attempt === 3) throw new Error(`postgres ended with ${code}:\n${said}`)
  }
}

async function main(order: GuardOrder): Promise<void> {
  const temporary = privateFolder(mkdtempSync(join(tmpdir(), 'postern-postgres-')))
  try {
    const bin = runnableBinaries(order.bin, temporary, asRoot)
    const data = privateFolder(order.dir ?? join(temporary, 'data'))
    if (!stopping) await initialize(bin, data)
    await serve(bin, data, order.port)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

process.stdin.on('end', stop).on('error', stop).resume()
process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', stop)
process.stdout.on('error', stop) // the parent is gone: nobody reads "ready"

main(JSON.parse(process.argv[2] ?? '{}')).then(
  () => process.exit(0),
  error => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
