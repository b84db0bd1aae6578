import type { Actor, Detail, EventCode } from '@postern/contract/events.ts'
import type { AuditEventId, OrganizationId, TenantId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/** What happened, to what, and who did it. */
export interface AuditEntry {
  readonly event: EventCode
  readonly actor: Actor
  /** Kind and id of what it happened to; null where there is nothing yet, as in a refused sign-in. */
  readonly entity: { readonly kind: string; readonly id: string } | null
  readonly organization: OrganizationId | null
  /** Reasons, names of changed fields, short ids. Personal values and secrets stay out: rows are kept for years. */
  readonly detail?: Detail
}

/** A row of `audit_events`, under its column names. */
export interface AuditRow {
  readonly tenant_id: TenantId
  readonly id: AuditEventId
  readonly at: Date
  readonly event: EventCode
  readonly actor_kind: Actor['kind']
  readonly actor_id: string | null
  readonly organization_id: OrganizationId | null
  readonly entity: string | null
  readonly entity_id: string | null
  readonly detail: Detail
}

/** Shapes an entry as a row, for statements that insert it together with the change it records. */
export function auditRow(
  tenant: TenantId,
  { event, actor, entity, organization, detail = {} }: AuditEntry,
  { id, at }: { readonly id: AuditEventId; readonly at: Date },
): AuditRow {
  return {
    tenant_id: tenant,
    id,
    at,
    event,
    actor_kind: actor.kind,
    actor_id: actor.id,
    organization_id: organization,
    entity: entity?.kind ?? null,
    entity_id: entity?.id ?? null,
    detail,
  }
}

// tenant and columns as in 0005_records.sql; written_by is the transaction's own
const insertRows = statement<Record<string, never>>(`
insert into audit_events (tenant_id, id, at, event, actor_kind, actor_id, organization_id, entity, entity_id, detail)
select r.tenant_id, r.id, r.at, r.event, r.actor_kind, r.actor_id, r.organization_id, r.entity, r.entity_id, r.detail
from jsonb_to_recordset($1::jsonb) as r (
  tenant_id uuid, id uuid, at timestamptz, event text, actor_kind text, actor_id uuid, organization_id uuid,
  entity text, entity_id uuid, detail jsonb)`)

/** Writes rows in the transaction of what they record: no audit, no change. One statement for any number. */
export async function appendAudit(tx: TenantTx, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length > 0) await tx.run(insertRows, [JSON.stringify(rows)])
}
