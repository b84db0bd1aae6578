import {
  type ConnectionConfig,
  connectionConfig,
  connectionSecrets,
} from '@postern/contract/connection-config.ts'
import type { ConnectionId, PortalId, TenantId } from '@postern/contract/ids.ts'
import type { Policy } from '@postern/contract/policy.ts'
import { policy } from '@postern/contract/policy.ts'
import { withTenant } from '../db/transaction.ts'
import { readConnection, readVersions, type StoredConnection } from '../facts/connection.ts'
import type { Services } from '../services.ts'
import { oidcProtocol } from '../verify/oidc/protocol.ts'
import type { OidcAccess } from '../verify/oidc/provider.ts'
import type { SignInProtocol } from '../verify/protocol.ts'
import { samlProtocol } from '../verify/saml/protocol.ts'
import { addressesOf } from './addresses.ts'

/** A connection with everything a sign-in needs, prepared once per version. */
export interface OpenConnection {
  readonly id: ConnectionId
  readonly uid: string
  readonly kind: ConnectionConfig['kind']
  readonly state: 'active' | 'disabled' | 'archived'
  readonly portal: {
    readonly id: PortalId
    readonly uid: string
    readonly url: string
    readonly state: 'active' | 'disabled' | 'archived'
  }
  readonly policy: Policy
  readonly versions: StoredConnection['versions']
  /** Resolves once the provider's discovery document was read; rejects when it cannot be. */
  readonly protocol: () => Promise<SignInProtocol>
}

export interface OpenConnections {
  /**
   * The connection under a uid, or null. From memory unless `fresh` asks for the versions in force first: needed
   * where verifying happens once, as with an authorization code.
   */
  open(tenant: { id: TenantId; origin: string }, uid: string, fresh?: 'fresh'): Promise<OpenConnection | null>
  /** Forgets what is in memory of a connection, after its version proved old. */
  forget(tenant: TenantId, uid: string): void
}

const limit = 2_000

/** Connections as sign-ins need them, in memory by tenant and uid. Every decision checks the versions it used. */
export function openConnections(
  services: Pick<Services, 'db' | 'keys'>,
  access: OidcAccess,
): OpenConnections {
  const memory = new Map<string, OpenConnection>()
  const keyOf = (tenant: TenantId, uid: string) => `${tenant}/${uid}`
  return {
    async open(tenant, uid, fresh) {
      const key = keyOf(tenant.id, uid)
      const known = memory.get(key)
      if (known && (!fresh || (await isCurrent(services, tenant.id, known)))) return known
      const stored = await withTenant(services.db, tenant.id, tx => readConnection(tx, uid))
      if (!stored) return null
      const opened = prepare(services, access, tenant, stored)
      if (memory.size >= limit) memory.delete(memory.keys().next().value ?? '')
      memory.set(key, opened)
      return opened
    },
    forget: (tenant, uid) => void memory.delete(keyOf(tenant, uid)),
  }
}

async function isCurrent(
  services: Pick<Services, 'db'>,
  tenant: TenantId,
  known: OpenConnection,
): Promise<boolean> {
  const versions = await withTenant(services.db, tenant, tx => readVersions(tx, known.id))
  return versions !== null && isSameVersion(versions, known)
}

/** Whether connection, policy and portal are still what was put in memory. */
export const isSameVersion = (read: StoredConnection['versions'], { versions }: OpenConnection): boolean =>
  read.connection === versions.connection &&
  read.policy === versions.policy &&
  read.portal === versions.portal

function prepare(
  { keys }: Pick<Services, 'keys'>,
  access: OidcAccess,
  tenant: { id: TenantId; origin: string },
  stored: StoredConnection,
): OpenConnection {
  const config = connectionConfig.parse(stored.config)
  const addresses = addressesOf(tenant.origin, stored.uid)
  let opening: Promise<SignInProtocol> | undefined
  const open = async (): Promise<SignInProtocol> => {
    if (config.kind === 'saml')
      return samlProtocol(stored.id, config, { spEntityId: addresses.metadata, acsUrl: addresses.acs })
    const secrets =
      stored.secrets === null
        ? {}
        : connectionSecrets.parse(
            JSON.parse(keys.open(stored.secrets, `${tenant.id}/connection/${stored.id}`)),
          )
    const settings = {
      ...config,
      uid: stored.uid,
      connection: stored.id,
      redirectUri: addresses.callback,
      clientSecret: secrets.clientSecret ?? null,
    }
    return oidcProtocol(settings, access, keys)
  }
  return {
    id: stored.id,
    uid: stored.uid,
    kind: config.kind,
    state: stored.state,
    portal: stored.portal,
    policy: policy.parse(stored.policy),
    versions: stored.versions,
    protocol() {
      opening ??= open()
      // a provider that was down is asked again by the next sign-in
      opening.catch(() => {
        opening = undefined
      })
      return opening
    },
  }
}
