import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../bin/postern.mjs', import.meta.url))

/** A server in a process of its own, as an operator starts it. */
export interface ServerProcess {
  readonly port: number
  /** What the process uses, from its own metrics: CPU since these were made, fit for differences. */
  usage(): Promise<{ cpuMilliseconds: number; residentMegabytes: number }>
  /** CPU since the process was spawned, loading its program included; null where there is no /proc. */
  lifetimeCpuMilliseconds(): number | null
  /** Resolves when it says that it serves: the first tenant is there and jobs run. */
  readonly serving: Promise<void>
  /** Rejects when it ends without being stopped. */
  readonly ended: Promise<never>
  stop(): Promise<void>
}

/** Runs `postern start` with rate limits off, and nothing else of this process's POSTERN_* settings. */
export async function spawnServer(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const [port, metricsPort] = await freePorts()
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('POSTERN_') && !['DATABASE_URL', 'PUBLIC_URL', 'NODE_ENV'].includes(name),
  )
  const child = spawn(process.execPath, [program, 'start'], {
    env: {
      ...Object.fromEntries(inherited),
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      POSTERN_RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  let said = ''
  let stopping = false
  child.stderr?.on('data', chunk => {
    said += chunk
  })
  const ended = new Promise<never>((_, reject) => {
    child.on('error', reject)
    child.on('exit', code => stopping || reject(new Error(`The server ended with code ${code}. ${said}`)))
  })
  const saysSo = new Promise<void>(resolve => {
    child.stderr?.on('data', () => said.includes('Postern serves at') && resolve())
  })
  const serving = Promise.race([saysSo, ended])
  serving.catch(() => {})
  return {
    port,
    serving,
    ended,
    usage: () => readUsage(metricsPort),
    lifetimeCpuMilliseconds: () => lifetimeCpu(child.pid),
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function readUsage(metricsPort: number) {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  return {
    cpuMilliseconds: read('process_cpu_seconds_total') * 1_000,
    residentMegabytes: read('process_resident_memory_bytes') / 1_048_576,
  }
}

/** proc(5): the 14th and 15th field of stat are user and system time in ticks, a hundredth of a second each. */
function lifetimeCpu(pid: number | undefined): number | null {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return null
  const [user, system] = readFileSync(path, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? []
  return (Number(user) + Number(system)) * 10
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(async server => {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      return typeof address === 'object' && address ? address.port : 0
    }),
  )
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}
