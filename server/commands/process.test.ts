import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { exit } from './exit-codes.ts'

const program = fileURLToPath(new URL('../../bin/postern.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'postern-process-'))
const running = new Set<ChildProcess>()
after(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function postern(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? '', POSTERN_DATA: join(folder, 'data'), POSTERN_DEMO: 'off', ...env },
  })
  running.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      said += chunk
    })
  }
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child)
    return { code: Number(code), said }
  })
  return { child, ended, said: () => said }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** The status of a path once the server listens; rejects after 30 s. */
async function status(port: number, path: string, wanted: number): Promise<void> {
  const deadline = AbortSignal.timeout(30_000)
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
    if (answer?.status === wanted) return
    deadline.throwIfAborted()
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

test('the process serves, refuses a second on its data, and ends well on SIGTERM', async () => {
  const port = await freePort()
  const first = postern(['start'], { PORT: String(port) })
  await status(port, '/readyz', 200)
  const second = await postern(['start'], { PORT: String(await freePort()) }).ended
  assert.equal(second.code, exit.dataDirectoryInUse)
  assert.match(second.said, /already in use by another Postern process/)
  first.child.kill('SIGTERM')
  assert.equal((await first.ended).code, exit.ok, first.said())
  const again = postern(['start'], { PORT: String(port) })
  await status(port, '/readyz', 200)
  again.child.kill('SIGKILL')
  await again.ended
})

test('without its database the process runs, says so, and ends well on SIGTERM', async () => {
  const port = await freePort()
  const server = postern(['start'], { PORT: String(port), DATABASE_URL: 'postgres://x@127.0.0.1:1/x' })
  await status(port, '/healthz', 200)
  await status(port, '/readyz', 503)
  server.child.kill('SIGTERM')
  assert.equal((await server.ended).code, exit.ok, server.said())
})

test('a mistake in the environment is told, and nothing starts', async () => {
  const { code, said } = await postern(['start'], { POSTERN_DEMOO: 'on', PORT: 'eighty' }).ended
  assert.equal(code, exit.configuration)
  assert.match(said, /POSTERN_DEMOO is not a setting of Postern\. Did you mean POSTERN_DEMO\?/)
  assert.match(said, /PORT is not a port number/)
})
