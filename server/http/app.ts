import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import { Problem } from '@postern/contract/problems.ts'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { TenantDirectory, TenantPlace } from '../flows/tenants.ts'
import { answerProblem, answerUnknownRoute, answerUnreadable } from './problem.ts'
import { setSecurityHeaders } from './security-headers.ts'

export interface AppOptions {
  readonly tenants: TenantDirectory
  /** Addresses of proxies whose X-Forwarded-* headers count (Fastify `trustProxy`). */
  readonly trustProxy: boolean | string
  readonly log: FastifyBaseLogger
  /** Makes request ids. */
  readonly requestId: () => string
  /** Told of each answered request, for the metrics. */
  readonly observe: (request: {
    method: string
    route: string | null
    status: number
    seconds: number
  }) => void
  /** Route sets, each a plugin: the API, the console, portal pages, protocols, health. */
  readonly routes: readonly ((app: FastifyInstance) => Promise<void> | void)[]
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The tenant of the request's host. Read through `tenantOf`. */
    tenantAddress: TenantPlace | null
  }
  interface FastifyContextConfig {
    /** True for routes that answer on any host: health. */
    anyHost?: boolean
  }
}

const bodyLimit = 1_048_576
/** A whole request has a minute to arrive: Fastify itself waits for ever, and sockets are few. */
const requestTimeout = 60_000

/** The HTTP server without its sockets: routes, tenant by host, headers, problems. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    // one line a request, below; Fastify's own would carry addresses
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit,
    requestTimeout,
    genReqId: options.requestId,
    // requests in flight finish during shutdown, new ones are told to go elsewhere
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    frameworkErrors: answerUnreadable,
  })
  app.decorateRequest('tenantAddress', null)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit })
  app.addHook('onRequest', setSecurityHeaders)
  app.addHook('onRequest', async request => {
    if (request.routeOptions.config.anyHost) return
    // no address of ours holds a NUL, and PostgreSQL takes none
    if (/^[^?]*%00/.test(request.url)) throw new Problem('resource.unknown')
    request.tenantAddress = await options.tenants.find(request.hostname)
    if (!request.tenantAddress) throw new Problem('host.unknown')
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const seconds = reply.elapsedTime / 1_000
    const answered = { method, route: routeOptions.url ?? null, status: reply.statusCode, seconds }
    // the route's template, never the address: addresses carry names and ids
    request.log.info(answered, 'request answered')
    options.observe(answered)
  })
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(answerUnknownRoute)
  for (const routes of options.routes) await app.register(async scope => routes(scope))
  return app
}

/** The tenant of a request. Present on every route that is not `anyHost`. */
export function tenantOf(request: FastifyRequest): TenantPlace {
  if (!request.tenantAddress) throw new Problem('host.unknown')
  return request.tenantAddress
}
