import type { TenantId } from '@postern/contract/ids.ts'
import type { Config } from './config.ts'
import type { ConnectionPorts } from './flows/connection-ports.ts'
import { defaultTenant } from './flows/default-tenant.ts'
import { ensureSetupCode } from './flows/setup.ts'
import { startJobs } from './jobs/jobs.ts'
import type { Logger } from './platform/logger.ts'
import type { Metrics } from './platform/metrics.ts'
import type { Services } from './services.ts'

export interface Announcement {
  readonly publicUrl: string
  readonly setupCode: string | null
  /** Portals and people of the demo, when it runs. */
  readonly demo: readonly string[]
}

export interface BackgroundParts {
  readonly config: Config
  readonly log: Logger
  readonly services: Services
  readonly metrics: Metrics
  /** What the demo's connections are read with. */
  readonly ports: ConnectionPorts
  /** Lets the guarded fetch reach exactly this origin: the sandbox's. */
  readonly allowOrigin: (origin: string) => void
  /** Where the server listens. */
  readonly port: number
  readonly migrated: Promise<void>
}

/** What needs the database: the first tenant, the demo, jobs. Begins when the database has come. */
export function runInBackground(parts: BackgroundParts): {
  announced: Promise<Announcement>
  stop: () => Promise<void>
} {
  const stops: (() => Promise<void>)[] = []
  const announced = begin(parts, stops)
  announced.catch(error => parts.log.error({ err: error }, 'starting did not finish'))
  return {
    announced,
    async stop() {
      await announced.catch(() => {})
      for (const stop of stops.reverse()) await stop()
    },
  }
}

async function begin(parts: BackgroundParts, stops: (() => Promise<void>)[]): Promise<Announcement> {
  const { config, log, services, metrics } = parts
  await parts.migrated
  const tenant = await defaultTenant(services, { publicUrl: config.publicUrl, demo: config.demo })
  const demo = config.demo && tenant.demo ? await beginDemo(parts, tenant.id, stops) : []
  const { db, clock, keys } = services
  const jobs = await startJobs({ db, clock, keys, log, metrics, config })
  stops.push(() => jobs.stop())
  return { publicUrl: config.publicUrl, setupCode: await ensureSetupCode(services, tenant.id), demo }
}

async function beginDemo(
  { config, services, ports, allowOrigin, port }: BackgroundParts,
  tenant: TenantId,
  stops: (() => Promise<void>)[],
): Promise<readonly string[]> {
  // loaded here and nowhere else: production never reads the sandbox
  const { startDemo } = await import('@postern/demo/start.ts')
  const place = { id: tenant, origin: config.publicUrl }
  const { dataDirectory } = config
  const running = await startDemo({
    services,
    tenant: place,
    dataDirectory,
    port: port + 2,
    ports,
    allowOrigin,
  })
  stops.push(running.close)
  return running.lines
}
