import type { TenantId } from '@postern/contract/ids.ts'
import type { FastifyInstance } from 'fastify'
import { openKeys } from './config/open-keys.ts'
import type { Config } from './config.ts'
import { prepareDatabase } from './db/await-ready.ts'
import { defaultTenant } from './flows/default-tenant.ts'
import { type OpenConnections, openConnections } from './flows/open-connection.ts'
import { ensureSetupCode } from './flows/setup.ts'
import { simulate } from './flows/simulate.ts'
import { tenantDirectory } from './flows/tenants.ts'
import { accessRoutes } from './http/api/access.ts'
import { apiRoutes } from './http/api/routes.ts'
import { buildApp } from './http/app.ts'
import { consoleRoutes } from './http/console.ts'
import { authenticateBy } from './http/console-door.ts'
import { healthRoutes } from './http/health.ts'
import { portalRoutes } from './http/portal.ts'
import { referenceRoutes } from './http/reference/routes.ts'
import { ssoRoutes } from './http/sso.ts'
import { startJobs } from './jobs/jobs.ts'
import { systemClock } from './platform/clock.ts'
import { type Outbound, outbound } from './platform/fetch.ts'
import { systemIds } from './platform/ids.ts'
import type { Logger } from './platform/logger.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import { serveMetrics } from './platform/metrics-server.ts'
import type { Services } from './services.ts'
import { checkDiscovery } from './verify/oidc/check-discovery.ts'
import type { OidcAccess } from './verify/oidc/provider.ts'
import { readMetadata } from './verify/saml/metadata.ts'

/** A server that answers requests. */
export interface RunningServer {
  /** Where it listens. */
  readonly address: { readonly host: string; readonly port: number }
  /** What to tell the person who started it, once the database is there: addresses and the one-time set-up code. */
  readonly announced: Promise<Announcement>
  /** Finishes requests in flight, then closes everything. */
  close(): Promise<void>
}

export interface Announcement {
  readonly publicUrl: string
  readonly setupCode: string | null
  /** Portals and people of the demo, when it runs. */
  readonly demo: readonly string[]
}

/** Puts the server together and starts it: the only wiring. */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const keys = openKeys(config, systemIds)
  const database = await prepareDatabase(config, log)
  const services: Services = { db: database.db, clock: systemClock, ids: systemIds, keys }
  const metrics = createMetrics()
  metrics.watchPool(database.db.pool)
  // filled when the demo starts: the guard lets exactly the sandbox's origin through, not loopback
  const sandboxOrigins: string[] = []
  const out = outbound({ allow: config.outboundAllow, origins: sandboxOrigins })
  const access = oidcAccess(out, sandboxOrigins)
  const connections = openConnections(services, access)
  const app = await buildServer({
    config,
    log,
    services,
    metrics,
    access,
    connections,
    ready: database.check,
  })
  const metricsServer =
    config.metricsPort === null
      ? null
      : await serveMetrics(metrics, { host: config.listen.host, port: config.metricsPort })
  await app.listen({ host: config.listen.host, port: config.listen.port })
  const [bound] = app.addresses()
  const port = typeof bound === 'object' ? bound.port : config.listen.port
  const background = runInBackground({
    config,
    log,
    services,
    metrics,
    access,
    sandboxOrigins,
    port,
    migrated: database.migrated,
  })
  return {
    address: { host: config.listen.host, port },
    announced: background.announced,
    async close() {
      database.giveUp()
      await app.close()
      await background.stop()
      await metricsServer?.close()
      await out.close()
      await database.close()
    },
  }
}

function oidcAccess(out: Outbound, sandboxOrigins: readonly string[]): OidcAccess {
  return {
    fetch: (input, init) =>
      out.fetch(
        String(input instanceof Request ? input.url : input),
        init as Parameters<Outbound['fetch']>[1],
      ),
    allowsHttp: origin => sandboxOrigins.includes(origin),
  }
}

interface ServerParts {
  readonly config: Config
  readonly log: Logger
  readonly services: Services
  readonly metrics: Metrics
  readonly access: OidcAccess
  readonly connections: OpenConnections
  readonly ready: Parameters<typeof healthRoutes>[0]
}

function buildServer({
  config,
  log,
  services,
  metrics,
  access,
  connections,
  ready,
}: ServerParts): Promise<FastifyInstance> {
  const { publicUrl, demo } = config
  const rateLimits = config.rateLimits ? 'on' : 'off'
  return buildApp({
    tenants: tenantDirectory(services.db, () => services.clock.now().getTime(), publicUrl),
    trustProxy: config.trustProxy,
    log,
    requestId: () => services.ids.next<string>(),
    observe: metrics.observeRequest,
    routes: [
      healthRoutes(ready),
      apiRoutes({
        services,
        readMetadata,
        checkDiscovery: address => checkDiscovery(address, access),
        simulate: (caller, connection, request) => simulate(services, caller, connection, request),
        authenticate: authenticateBy(services),
        more: accessRoutes(services),
        rateLimits,
        demo,
      }),
      referenceRoutes,
      consoleRoutes,
      ssoRoutes({ services: { ...services, connections }, demo, rateLimits, count: metrics.countSignIn }),
      portalRoutes({ services, demo, rateLimits }),
    ],
  })
}

interface BackgroundParts extends Pick<ServerParts, 'config' | 'log' | 'services' | 'metrics' | 'access'> {
  readonly sandboxOrigins: string[]
  readonly port: number
  readonly migrated: Promise<void>
}

/** What needs the database: the first tenant, the demo, jobs. Begins when the database has come. */
function runInBackground(parts: BackgroundParts): {
  announced: Promise<Announcement>
  stop: () => Promise<void>
} {
  const { config, log, services, metrics, access, port } = parts
  const stops: (() => Promise<void>)[] = []
  const begin = async (): Promise<Announcement> => {
    await parts.migrated
    const tenant = await defaultTenant(services, { publicUrl: config.publicUrl, demo: config.demo })
    const demo = config.demo && tenant.demo ? await beginDemo(parts, tenant.id, stops) : []
    const jobs = await startJobs({
      db: services.db,
      clock: services.clock,
      keys: services.keys,
      log,
      metrics,
      config,
    })
    stops.push(() => jobs.stop())
    return { publicUrl: config.publicUrl, setupCode: await ensureSetupCode(services, tenant.id), demo }
  }
  const announced = begin()
  announced.catch(error => log.error({ err: error }, 'starting did not finish'))
  return {
    announced,
    async stop() {
      await announced.catch(() => {})
      for (const stop of stops.reverse()) await stop()
    },
  }

  async function beginDemo(
    demoParts: BackgroundParts,
    tenant: TenantId,
    ends: (() => Promise<void>)[],
  ): Promise<readonly string[]> {
    // loaded here and nowhere else: production never reads the sandbox
    const { startDemo } = await import('@postern/demo/start.ts')
    const running = await startDemo({
      services,
      tenant: { id: tenant, origin: config.publicUrl },
      dataDirectory: config.dataDirectory,
      port: port + 2,
      ports: { readMetadata, checkDiscovery: address => checkDiscovery(address, access) },
      allowOrigin: origin => demoParts.sandboxOrigins.push(origin),
    })
    ends.push(running.close)
    return running.lines
  }
}
