import { type Level, type Scope, scopesOf } from '@postern/contract/access.ts'
import type { AccountId, ApiKeyId, OrganizationId, SessionId, TenantId } from '@postern/contract/ids.ts'
import type { Principal } from '@postern/server/flows/principal.ts'
import { simulate } from '@postern/server/flows/simulate.ts'
import { tenantDirectory } from '@postern/server/flows/tenants.ts'
import { administratorRoutes } from '@postern/server/http/api/administrators.ts'
import { apiKeyRoutes } from '@postern/server/http/api/api-keys.ts'
import { type ApiOptions, apiRoutes } from '@postern/server/http/api/routes.ts'
import { buildApp } from '@postern/server/http/app.ts'
import { systemClock } from '@postern/server/platform/clock.ts'
import { systemIds } from '@postern/server/platform/ids.ts'
import { keyRing } from '@postern/server/platform/key-ring.ts'
import type { Services } from '@postern/server/services.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import pino from 'pino'
import type { TestDatabase } from './database.ts'

export const host = 'api.example.test'
/** Hosts of the two tenants that API tests run against. */
export const otherHost = 'other.example.test'

/** Everything a test of the API needs beside the database: the server, with principals taken from a header. */
export interface TestApi {
  readonly app: FastifyInstance
  readonly services: Services
  /** Principals by the name a test sends as `x-test-principal`. */
  readonly principals: Map<string, Principal>
}

export async function testApi(db: TestDatabase, more: Partial<ApiOptions> = {}): Promise<TestApi> {
  const services = { db, clock: systemClock, ids: systemIds, keys: keyRing([Buffer.alloc(32, 7)]) }
  const principals = new Map<string, Principal>([['anonymous', { kind: 'anonymous' }]])
  const authenticate = async (request: FastifyRequest): Promise<Principal> =>
    principals.get(String(request.headers['x-test-principal'] ?? 'anonymous')) ?? { kind: 'anonymous' }
  const usual = [...administratorRoutes(services), ...apiKeyRoutes(services)]
  const given = new Set(more.more?.map(({ operation }) => operation.id))
  const options: ApiOptions = {
    services,
    authenticate,
    readMetadata: () => ({ fault: 'Tests hand in their own reader.' }),
    checkDiscovery: async url => ({ issuer: url.replace(/\/\.well-known\/.*$/, '') }),
    simulate: simulate.bind(null, services),
    rateLimits: 'off',
    demo: true,
    ...more,
    more: [...usual.filter(({ operation }) => !given.has(operation.id)), ...(more.more ?? [])],
  }
  const app = await buildApp({
    tenants: tenantDirectory(db, () => Date.now(), 'http://localhost'),
    trustProxy: false,
    log: pino({ level: 'silent' }),
    requestId: () => systemIds.next<string>(),
    observe: () => {},
    routes: [apiRoutes(options)],
  })
  return { app, services, principals }
}

export const administrator = (
  level: Level,
  organizations: readonly OrganizationId[] | null = null,
  account = systemIds.next<AccountId>(),
): Principal => ({
  kind: 'administrator',
  account,
  session: systemIds.next<SessionId>(),
  level,
  scopes: scopesOf[level],
  organizations,
})

export const apiKey = (...scopes: Scope[]): Principal => ({
  kind: 'api_key',
  key: systemIds.next<ApiKeyId>(),
  scopes,
  organizations: null,
})

/** How often each audit event was recorded in a tenant. */
export async function countEvents(db: TestDatabase, tenant: TenantId): Promise<Record<string, number>> {
  const rows = await db.owner<{ event: string; count: number }>(
    'select event, count(*)::int as count from audit_events where tenant_id = $1 group by event',
    [tenant],
  )
  return Object.fromEntries(rows.map(row => [row.event, row.count]))
}
