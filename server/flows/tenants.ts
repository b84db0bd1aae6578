import type { TenantId } from '@postern/contract/ids.ts'
import { tenantId } from '@postern/contract/ids.ts'
import type { Database } from '../db/database.ts'
import { q } from '../db/query.ts'
import { withSystem } from '../db/transaction.ts'

/** A tenant with the origin (scheme, host, port) that its links in mails, metadata and redirects are built on. */
export interface TenantPlace {
  readonly id: TenantId
  readonly origin: string
}

/** Host name to tenant. */
export interface TenantDirectory {
  /** The tenant that answers on a host (without port, any case), or null: then the answer is 421. */
  find(host: string): Promise<TenantPlace | null>
}

const freshMilliseconds = 10_000

/**
 * Resolves hosts from a copy of the registry that is at most ten seconds old. An unknown host is the default
 * tenant only while one tenant exists. A tenant without an origin of its own follows `publicOrigin`.
 */
export function tenantDirectory(db: Database, now: () => number, publicOrigin: string): TenantDirectory {
  let copy: { at: number; registry: Promise<Registry> } | undefined
  return {
    async find(host) {
      if (!copy || now() - copy.at > freshMilliseconds) {
        const registry = readRegistry(db, publicOrigin)
        copy = { at: now(), registry }
        // neither a failed read nor an empty registry, at a first start, is answered from for ten seconds
        const forget = () => {
          copy = undefined
        }
        registry.then(found => found.empty && forget(), forget)
      }
      const { byHost, only } = await copy.registry
      return byHost.get(host.toLowerCase()) ?? only
    },
  }
}

interface Registry {
  byHost: Map<string, TenantPlace>
  only: TenantPlace | null
  empty: boolean
}

async function readRegistry(db: Database, publicOrigin: string): Promise<Registry> {
  const rows = await withSystem(db, tx =>
    tx.all(
      q
        .selectFrom('tenants')
        .leftJoin('tenant_hosts', 'tenant_hosts.tenant_id', 'tenants.id')
        .select(['tenants.id', 'tenants.canonical_origin', 'tenant_hosts.host'])
        .where('tenants.status', '=', 'active'),
    ),
  )
  const tenants = new Map<string, TenantPlace>()
  const byHost = new Map<string, TenantPlace>()
  for (const row of rows) {
    const address = { id: tenantId.parse(row.id), origin: row.canonical_origin ?? publicOrigin }
    tenants.set(row.id, address)
    if (row.host !== null) byHost.set(row.host, address)
  }
  const [first] = tenants.values()
  return { byHost, only: tenants.size === 1 && first ? first : null, empty: tenants.size === 0 }
}
