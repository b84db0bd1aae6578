import { type AuditEventId, type TenantId, tenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { appendAudit, auditRow } from '../audit/append.ts'
import { violatedConstraint } from '../db/database.ts'
import { q } from '../db/query.ts'
import { withSystem, withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'

export interface NewTenant {
  readonly name: string
  readonly uid: string
  /** Lower case, without port. */
  readonly hosts: readonly string[]
  /** Scheme, host and port of links. */
  readonly origin: string
}

/**
 * Makes a tenant. Its home organization comes with its first administrator.
 * @throws Problem resource.conflict when the uid or a host is taken
 */
export async function createTenant(
  { db, clock, ids }: Pick<Services, 'db' | 'clock' | 'ids'>,
  { name, uid, hosts, origin }: NewTenant,
): Promise<{ tenant: TenantId }> {
  const tenant = tenantId.parse(ids.next<string>())
  const created = auditRow(
    tenant,
    {
      event: 'tenant.created',
      actor: { kind: 'system', id: null },
      entity: { kind: 'tenant', id: tenant },
      organization: null,
      detail: { uid, hosts: [...hosts] },
    },
    { id: ids.next<AuditEventId>(), at: clock.now() },
  )
  // first the record, as the tenant's role; a crash before the registry leaves it in a tenant that does not exist
  await withTenant(db, tenant, tx => appendAudit(tx, [created]))
  try {
    await withSystem(db, async tx => {
      await tx.all(q.insertInto('tenants').values({ id: tenant, uid, name, canonical_origin: origin }))
      for (const host of hosts) {
        await tx.all(q.insertInto('tenant_hosts').values({ host, tenant_id: tenant }))
      }
    })
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'tenants_uid_key') throw taken(`The uid ${uid} is taken.`)
    if (constraint === 'tenant_hosts_pkey') throw taken('A tenant answers on this host already.')
    throw error
  }
  return { tenant }
}

const taken = (detail: string) => new Problem('resource.conflict', { detail })
