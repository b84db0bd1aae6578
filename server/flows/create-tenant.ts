import type { DirectoryId, GroupId, OrganizationId, TenantId, UserTypeId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { insertBuiltIns } from '../catalogue/built-ins.ts'
import { ensureHome } from '../catalogue/home-organization.ts'
import { violatedConstraint } from '../db/database.ts'
import { q } from '../db/query.ts'
import { withSystem, withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { record } from './record.ts'

export interface NewTenant {
  readonly uid: string
  readonly name: string
  /** Host names it answers on, lower case, without port. */
  readonly hosts: readonly string[]
  /** Scheme, host and port of its links; null follows PUBLIC_URL. */
  readonly origin: string | null
}

type TenantServices = Pick<Services, 'db' | 'clock' | 'ids'>

/**
 * Creates a tenant with what every tenant has.
 * @throws Problem resource.conflict when the uid or a host is taken
 */
export async function createTenant(services: TenantServices, made: NewTenant): Promise<{ tenant: TenantId }> {
  const tenant = services.ids.next<TenantId>()
  try {
    await register(services, tenant, made)
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'tenants_uid_key') throw taken(`The uid ${made.uid} is taken.`)
    if (constraint === 'tenant_hosts_pkey') throw taken('A tenant answers on this host already.')
    throw error
  }
  await furnishTenant(services, tenant)
  return { tenant }
}

const taken = (detail: string) => new Problem('resource.conflict', { detail })

function register(
  { db, clock }: TenantServices,
  tenant: TenantId,
  { uid, name, hosts, origin }: NewTenant,
): Promise<void> {
  return withSystem(db, async tx => {
    const created_at = clock.now()
    await tx.all(
      q.insertInto('tenants').values({ id: tenant, uid, name, canonical_origin: origin, created_at }),
    )
    if (hosts.length === 0) return
    await tx.all(
      q
        .insertInto('tenant_hosts')
        .values(hosts.map(host => ({ host: host.toLowerCase(), tenant_id: tenant }))),
    )
  })
}

/**
 * Gives a tenant its home organization, the directory of its administrators, the user type of access roles and the
 * group Everyone. What is there stays: a start after a crash between registering and furnishing completes it.
 */
export async function furnishTenant(services: TenantServices, tenant: TenantId): Promise<void> {
  const { db, clock, ids } = services
  await withTenant(db, tenant, async tx => {
    const now = clock.now()
    const home = await ensureHome(
      tx,
      { organization: ids.next<OrganizationId>(), directory: ids.next<DirectoryId>() },
      now,
    )
    await insertBuiltIns(tx, { access: ids.next<UserTypeId>(), everyone: ids.next<GroupId>() }, now)
    if (!home.made.organization) return
    const entity = { kind: 'tenant', id: tenant }
    await record(tx, services, {
      event: 'tenant.created',
      actor: { kind: 'system', id: null },
      organization: null,
      entity,
    })
  })
}
