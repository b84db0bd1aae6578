import type { FastifyInstance } from 'fastify'
import { type Announcement, runInBackground } from './background.ts'
import { openKeys } from './config/open-keys.ts'
import type { Config } from './config.ts'
import { prepareDatabase } from './db/await-ready.ts'
import type { ConnectionPorts } from './flows/connection-ports.ts'
import { type OpenConnections, openConnections } from './flows/open-connection.ts'
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
  const ports = { readMetadata, checkDiscovery: (address: string) => checkDiscovery(address, access) }
  const connections = openConnections(services, access)
  const app = await buildServer({ config, log, services, metrics, ports, connections, ready: database.check })
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
    ports,
    allowOrigin: origin => void sandboxOrigins.push(origin),
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
  readonly ports: ConnectionPorts
  readonly connections: OpenConnections
  readonly ready: Parameters<typeof healthRoutes>[0]
}

function buildServer({
  config,
  log,
  services,
  metrics,
  ports,
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
        ...ports,
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
