import type { AuditEvent } from '@postern/contract/api/audit-events.ts'
import { auditEventId, type OrganizationId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { isAny, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, type PageRequest, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import { idFrom, idTo } from './id-range.ts'

export interface AuditFilter extends PageRequest {
  readonly event?: string | undefined
  readonly entity?: string | undefined
  readonly actor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const organization = sql<AuditEvent['organization']>`
  case when o.id is null then null else ${referenceTo<OrganizationId>('o')} end`

const selected = () =>
  q
    .selectFrom('audit_events as e')
    .leftJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'e.tenant_id').onRef('o.id', '=', 'e.organization_id'),
    )
    .leftJoin('accounts as a', join =>
      join.onRef('a.tenant_id', '=', 'e.tenant_id').onRef('a.id', '=', 'e.actor_id'),
    )
    .leftJoin('api_keys as k', join =>
      join.onRef('k.tenant_id', '=', 'e.tenant_id').onRef('k.id', '=', 'e.actor_id'),
    )
    .leftJoin('connections as c', join =>
      join.onRef('c.tenant_id', '=', 'e.tenant_id').onRef('c.id', '=', 'e.actor_id'),
    )
    .select(['e.id', 'e.at', 'e.event', 'e.actor_kind', 'e.actor_id', 'e.entity', 'e.entity_id', 'e.detail'])
    .select(['e.organization_id', organization.as('organization')])
    .select(sql<string | null>`coalesce(a.login, k.name, c.name)`.as('actor_name'))

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const detail = z.record(z.string(), z.unknown())

const toAuditEvent = (row: Row): AuditEvent => ({
  id: auditEventId.parse(row.id),
  at: row.at.toISOString(),
  event: row.event,
  actor: { kind: row.actor_kind as AuditEvent['actor']['kind'], id: row.actor_id, name: row.actor_name },
  organization: row.organization,
  entity: row.entity,
  entityId: row.entity_id,
  detail: detail.parse(row.detail),
})

/** Audit events, newest first. Who reaches some organizations sees what is recorded under these. */
export async function listAuditEvents(
  tx: TenantTx,
  reach: readonly string[] | null,
  filter: AuditFilter,
): Promise<Page<AuditEvent>> {
  const after = idAfter(filter)
  let query = selected()
    .orderBy('e.id', 'desc')
    .limit(filter.limit + 1)
  if (after) query = query.where('e.id', '<', after)
  if (reach) query = query.where(isAny('e.organization_id', reach))
  if (filter.event) query = query.where('e.event', '=', filter.event)
  if (filter.entity) query = query.where('e.entity_id', '=', filter.entity)
  if (filter.actor) query = query.where('e.actor_id', '=', filter.actor)
  const { from, to } = filter
  if (from) query = query.where('e.id', '>=', idFrom(from)).where('e.at', '>=', new Date(from))
  if (to) query = query.where('e.id', '<=', idTo(to)).where('e.at', '<=', new Date(to))
  return pageOf(await tx.all(query), filter, toAuditEvent)
}

export async function readAuditEvent(
  tx: TenantTx,
  id: string,
): Promise<{ event: AuditEvent; organization: string | null } | undefined> {
  const row = await tx.first(selected().where('e.id', '=', id))
  return row && { event: toAuditEvent(row), organization: row.organization_id }
}
