import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressesOf } from '@postern/server/flows/addresses.ts'
import type { ConnectionPorts } from '@postern/server/flows/connection-ports.ts'
import type { TenantPlace } from '@postern/server/flows/tenants.ts'
import type { Services } from '@postern/server/services.ts'
import { demoConnections, fillTenant, reconcile } from './hospital.ts'
import { fullName } from './people.ts'
import type { SamlServiceProvider } from './saml-request.ts'
import { type Sandbox, startSandbox } from './sandbox.ts'
import { makeSigningKey, type SigningKey } from './signing-key.ts'

export interface DemoOptions {
  readonly services: Services
  readonly tenant: TenantPlace
  readonly dataDirectory: string
  /** Where the sandbox listens; another free port when it is taken. */
  readonly port: number
  readonly ports: ConnectionPorts
  /** Lets the guarded fetch reach exactly this origin. */
  readonly allowOrigin: (origin: string) => void
}

export interface RunningDemo {
  /** What to try, a line each. */
  readonly lines: readonly string[]
  close(): Promise<void>
}

/** Starts the sandbox identity provider and fills the demo's tenant the first time; addresses are kept current. */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { services, tenant, ports } = options
  const clientSecret = services.keys
    .derive('demo client secret', tenant.id, services.keys.current)
    .toString('base64url')
  const sandbox = await openSandbox(options, clientSecret)
  options.allowOrigin(sandbox.origin)
  const idp = { metadata: sandbox.samlMetadataXml, issuer: sandbox.oidcIssuer, clientSecret }
  await fillTenant({ ...services, ...ports }, tenant, idp)
  await reconcile({ ...services, ...ports }, tenant, idp)
  return { lines: linesOf(tenant, sandbox), close: () => sandbox.close() }
}

async function openSandbox(
  { tenant, dataDirectory, port }: DemoOptions,
  clientSecret: string,
): Promise<Sandbox> {
  const oidc = addressesOf(tenant.origin, demoConnections.oidc)
  const options = {
    samlServiceProviders: (entityId: string) => ownServiceProvider(tenant.origin, entityId),
    oidcClients: [{ clientId: demoConnections.clientId, clientSecret, redirectUris: [oidc.callback] }],
    samlKey: await keptKey(join(dataDirectory, 'sandbox-key.json')),
  }
  return startSandbox({ ...options, port }).catch(() => startSandbox({ ...options, port: 0 }))
}

/** Every SAML connection of this Postern, also those made in the console later: a portal of one's own can be tried. */
export function ownServiceProvider(origin: string, entityId: string): SamlServiceProvider | undefined {
  const uid = /\/sso\/([a-z0-9_]+)\/metadata$/.exec(entityId)?.[1]
  if (uid === undefined) return undefined
  const own = addressesOf(origin, uid)
  return own.metadata === entityId ? { entityId, acsUrl: own.acs } : undefined
}

/** The sandbox's signing key stays the same between starts: connections store its certificate. */
async function keptKey(path: string): Promise<SigningKey> {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as SigningKey
  const key = await makeSigningKey()
  writeFileSync(path, JSON.stringify(key), { mode: 0o600 })
  chmodSync(path, 0o600)
  return key
}

function linesOf(tenant: TenantPlace, sandbox: Sandbox): string[] {
  return [
    `Physicians portal (SAML)           ${tenant.origin}/p/physicians`,
    `Campus portal (OpenID Connect)     ${tenant.origin}/p/campus`,
    `Sandbox identity provider          ${sandbox.origin}  (be ${sandbox.people.slice(0, 2).map(fullName).join(', ')} … or somebody else)`,
  ]
}
