import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TenantId } from '@postern/contract/ids.ts'
import { startDemo } from '@postern/demo/start.ts'
import { readForm } from '@postern/demo/test-browser.ts'
import { defaultTenant } from '@postern/server/flows/default-tenant.ts'
import { openConnections } from '@postern/server/flows/open-connection.ts'
import { tenantDirectory } from '@postern/server/flows/tenants.ts'
import { buildApp } from '@postern/server/http/app.ts'
import { healthRoutes } from '@postern/server/http/health.ts'
import { portalRoutes } from '@postern/server/http/portal.ts'
import { ssoRoutes } from '@postern/server/http/sso.ts'
import { systemIds } from '@postern/server/platform/ids.ts'
import { keyRing } from '@postern/server/platform/key-ring.ts'
import { createLogger } from '@postern/server/platform/logger.ts'
import { readMetadata } from '@postern/server/verify/saml/metadata.ts'
import { type Browser, browser, type Visit } from './browser.ts'
import type { TestDatabase } from './database.ts'

/** The demo's portals on a real socket, over a test's own database and clock. */
export interface PortalServer {
  readonly origin: string
  readonly tenant: TenantId
  /** Outcomes as the metrics count them: `admitted`, or the reason of a refusal. */
  readonly counted: readonly string[]
  /** Moves the server's clock forward; the sandbox's stays. */
  pass(time: { minutes: number }): void
  /** Sets the server's clock right again. */
  present(): void
  close(): Promise<void>
}

export async function startPortalServer(db: TestDatabase): Promise<PortalServer> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  let ahead = 0
  const clock = { now: () => new Date(Date.now() + ahead) }
  const base = { db, clock, ids: systemIds, keys: keyRing([randomBytes(32)]) }
  const { id } = await defaultTenant(base, { publicUrl: origin, demo: true })
  const folder = mkdtempSync(join(tmpdir(), 'postern-portals-'))
  const demo = await startDemo({
    services: base,
    tenant: { id, origin },
    dataDirectory: folder,
    port: 0,
    ports: { readMetadata, checkDiscovery: async issuer => ({ issuer }) },
    allowOrigin: () => {},
  })
  const connections = openConnections(base, { fetch, allowsHttp: () => true })
  const counted: string[] = []
  const app = await buildApp({
    tenants: tenantDirectory(db, () => clock.now().getTime(), origin),
    trustProxy: false,
    log: createLogger('silent'),
    requestId: () => systemIds.next<string>(),
    observe: () => {},
    routes: [
      healthRoutes(async () => ({ ready: true })),
      ssoRoutes({
        services: { ...base, connections },
        rateLimits: 'off',
        demo: true,
        count: (outcome, reason) => counted.push(reason ?? outcome),
      }),
      portalRoutes({ services: base, demo: true, rateLimits: 'off' }),
    ],
  })
  await app.listen({ host: '127.0.0.1', port })
  return {
    origin,
    tenant: id,
    counted,
    pass: ({ minutes }) => {
      ahead += minutes * 60_000
    },
    present: () => {
      ahead = 0
    },
    async close() {
      await app.close()
      await demo.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A port that is free now; sandbox and issuer addresses must be known before anybody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

let newcomers = 0

/** Fields of the sandbox's form for somebody no portal has seen. */
export function newcomerFields(): Record<string, string> {
  newcomers += 1
  const email = `new${newcomers}.${randomBytes(4).toString('hex')}@mercy.example`
  return { newcomer: 'yes', givenName: 'Noor', familyName: 'Haddad', email }
}

/** From a portal's login page by its first button to the sandbox's choice of people. */
export async function toChoice(visitor: Browser, portal: string): Promise<Visit> {
  const login = await visitor.open(`/p/${portal}`)
  const href = /<a class="button first"[^>]* href="([^"]*)"/.exec(login.body)?.[1] ?? ''
  return visitor.open(new URL(href.replaceAll('&amp;', '&'), login.url).href)
}

/** Signs somebody in by SAML, up to the page whose form carries the response. */
export async function toResponse(visitor: Browser, fields = newcomerFields()): Promise<Visit> {
  return visitor.submit(await toChoice(visitor, 'physicians'), fields)
}

/** A new browser in which somebody new has signed in at a portal. */
export async function signedIn(origin: string, portal: 'physicians' | 'campus' = 'physicians') {
  const visitor = browser(origin)
  const fields = newcomerFields()
  const chosen = await visitor.submit(await toChoice(visitor, portal), fields)
  const landing = portal === 'physicians' ? await visitor.submit(chosen) : chosen
  return { visitor, landing, email: fields.email ?? '' }
}

/** The SAMLResponse that a hand-over page carries. */
export const responseIn = (page: Visit): string => readForm(page).fields.SAMLResponse ?? ''
