import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A server as `npm start` runs it, on an empty data directory of its own. */
export interface DemoServer {
  readonly origin: string
  /** The sandbox identity provider's origin. */
  readonly sandbox: string
  readonly setupCode: string
  stop(): Promise<void>
}

const postern = fileURLToPath(new URL('../bin/postern.mjs', import.meta.url))

/**
 * Starts the demo and waits until it has said where it is.
 * @param host `localhost`, which passkeys need, or `127.0.0.1`: then the sandbox on localhost is another site, and
 * what browsers do with cookies on a cross-site POST is really tried.
 */
export async function startDemoServer(host: 'localhost' | '127.0.0.1'): Promise<DemoServer> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-e2e-'))
  const port = await freePort()
  const origin = `http://${host}:${port}`
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('POSTERN_')))
  const child = spawn(process.execPath, [postern, 'start'], {
    env: {
      ...env,
      POSTERN_DATA: directory,
      PORT: String(port),
      PUBLIC_URL: origin,
      LOG_LEVEL: 'warn',
      POSTERN_RATE_LIMITS: 'off',
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const said = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr.on('data', chunk => {
      text += String(chunk)
      if (text.includes('POSTERN_DEMO=off')) resolve(text)
    })
    child.once('exit', code => reject(new Error(`the server ended with ${code}:\n${text}`)))
  })
  return {
    origin,
    sandbox: /Sandbox identity provider\s+(\S+)/.exec(said)?.[1] ?? '',
    setupCode: /One-time code[^:]*: (\S+)/.exec(said)?.[1] ?? '',
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
