import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { findPostgres } from './postgres-binaries.ts'
import type { GuardOrder } from './postgres-guard.ts'

/** A PostgreSQL server of its own, on 127.0.0.1. */
export type RunningPostgres = {
  /** Connects as superuser `postgres` to the database `postgres`; no password on loopback. */
  superuserUrl: string
  port: number
  /** Ends all sessions and the server; resolves when it is gone. Repeating it does nothing. */
  stop(): Promise<void>
}

/** Why no PostgreSQL can start here, or undefined: made for `{ skip: postgresUnavailable() ?? false }`. */
export function postgresUnavailable(): string | undefined {
  const found = findPostgres()
  return 'reason' in found ? found.reason : undefined
}

/**
 * Starts PostgreSQL in about 1.5 s, tuned for tests (no fsync, 200 connections).
 *
 * @param options.dir  Data folder, made when absent, kept by `stop()` so that a test can start on it again;
 *   without it the data is temporary. Run as root, the folder is given to uid 65534.
 * @param options.port  TCP port; any free one by default.
 * @throws when there is no PostgreSQL on this machine, or it does not start (with what it said).
 */
export async function startPostgres(options: { dir?: string; port?: number } = {}): Promise<RunningPostgres> {
  const found = findPostgres()
  if ('reason' in found) throw new Error(found.reason)
  const guard = spawnGuard({ bin: found.bin, ...options })
  const port = await readyPort(guard)
  const gone = once(guard, 'exit')
  // A test that forgets to stop must still be able to end; the guard then sees the pipe close.
  guard.unref()
  for (const stream of guard.stdio) (stream as { unref?: () => void } | null)?.unref?.()
  return {
    superuserUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    async stop() {
      guard.ref()
      guard.stdin.end()
      await gone
    },
  }
}

type Guard = ChildProcessByStdio<Writable, Readable, Readable>

function spawnGuard(order: GuardOrder): Guard {
  const program = fileURLToPath(new URL('postgres-guard.ts', import.meta.url))
  // Its own process group: Ctrl-C reaches the tests alone, and the server stops after them, not under them.
  return spawn(process.execPath, [program, JSON.stringify(order)], { detached: true, stdio: 'pipe' })
}

function readyPort(guard: Guard): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    let complaint = ''
    guard.stdout.on('data', chunk => {
      said += chunk
      const port = /^ready (\d+)$/m.exec(said)?.[1]
      if (port) resolve(Number(port))
    })
    guard.stderr.on('data', chunk => {
      complaint += chunk
    })
    guard.on('error', reject)
    guard.on('close', () => reject(new Error(`PostgreSQL did not start. ${complaint}`)))
  })
}
