import type { DirectoryId, GroupId, OrganizationId, TenantId, UserTypeId } from '@postern/contract/ids.ts'
import { insertGroup } from '../catalogue/groups.ts'
import { ensureHome } from '../catalogue/home-organization.ts'
import { insertUserType } from '../catalogue/user-types.ts'
import { q } from '../db/query.ts'
import { withSystem, withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { record } from './record.ts'

export interface NewTenant {
  readonly uid: string
  readonly name: string
  /** Host names it answers on, without port. */
  readonly hosts: readonly string[]
  /** Scheme, host and port of its links; null follows PUBLIC_URL. */
  readonly origin: string | null
}

/**
 * Creates a tenant with what every tenant has: a home organization and its directory of administrators, the user
 * type of access roles, and the group Everyone.
 * @throws a violation of `tenants_uid_key` or `tenant_hosts_pkey` when uid or host is taken
 */
export async function createTenant(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  { uid, name, hosts, origin }: NewTenant,
): Promise<TenantId> {
  const { db, clock, ids } = services
  const now = clock.now()
  const tenant = ids.next<TenantId>()
  await withSystem(db, async tx => {
    await tx.all(
      q.insertInto('tenants').values({ id: tenant, uid, name, canonical_origin: origin, created_at: now }),
    )
    if (hosts.length === 0) return
    await tx.all(
      q
        .insertInto('tenant_hosts')
        .values(hosts.map(host => ({ host: host.toLowerCase(), tenant_id: tenant }))),
    )
  })
  await withTenant(db, tenant, async tx => {
    await ensureHome(
      tx,
      { organization: ids.next<OrganizationId>(), directory: ids.next<DirectoryId>() },
      now,
    )
    const access = {
      id: ids.next<UserTypeId>(),
      uid: 'access',
      name: 'Access',
      exclusive: false,
      administrative: false,
    }
    await insertUserType(tx, { ...access, now })
    await insertGroup(tx, {
      id: ids.next<GroupId>(),
      uid: 'everyone',
      name: 'Everyone',
      organization: null,
      now,
    })
    await tx.all(q.updateTable('user_types').set({ built_in: true }).where('id', '=', access.id))
    await tx.all(q.updateTable('groups').set({ built_in: true }).where('uid', '=', 'everyone'))
    await record(tx, services, {
      event: 'tenant.created',
      actor: { kind: 'system', id: null },
      organization: null,
      entity: { kind: 'tenant', id: tenant },
    })
  })
  return tenant
}
