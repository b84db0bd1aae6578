import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** `postern start` as a process of its own. */
export interface ServerProcess {
  readonly origin: string
  readonly child: ChildProcess
  /** What it printed so far, both streams. */
  said(): string
  /** Sends a signal and answers the exit code, null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

const program = fileURLToPath(new URL('../bin/postern.mjs', import.meta.url))

/** Starts the command on a port; everything else comes from `env`. */
export function startProcess(port: number, env: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, [program, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      LOG_LEVEL: 'warn',
      POSTERN_RATE_LIMITS: 'off',
      PORT: String(port),
      ...env,
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => {
      said += chunk
    })
  }
  const gone = once(child, 'exit')
  return {
    origin: `http://localhost:${port}`,
    child,
    said: () => said,
    async end(signal) {
      child.kill(signal)
      const [code] = await gone
      return code
    },
  }
}

/** Asks an address until it answers a status. A process that ends meanwhile is an error with what it said. */
export async function untilStatus(server: ServerProcess, path: string, status: number): Promise<Response> {
  for (;;) {
    if (server.child.exitCode !== null) throw new Error(`the server ended: ${server.said()}`)
    const answer = await fetch(`${server.origin}${path}`, { redirect: 'manual' }).catch(() => null)
    if (answer?.status === status) return answer
    await answer?.body?.cancel()
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** Waits until the process has told its addresses: then the demo's sandbox is there too. */
export async function untilAnnounced(server: ServerProcess): Promise<void> {
  while (!server.said().includes('Postern serves at')) {
    if (server.child.exitCode !== null) throw new Error(`the server ended: ${server.said()}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
