import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'

/** One row of the audit log, beside who and when. */
export interface AuditEntry {
  /** For example `portal.updated`. */
  readonly event: string
  readonly entity: string | null
  readonly entityId: string | null
  readonly organization: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Writes audit rows in the transaction of what they record: no audit, no change. */
export async function appendAudit(
  tx: TenantTx,
  { clock, ids }: Pick<Services, 'clock' | 'ids'>,
  { actor }: Pick<Caller, 'actor'>,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const at = clock.now()
  await tx.all(
    q.insertInto('audit_events').values(
      entries.map(entry => ({
        tenant_id: tx.tenant,
        id: ids.next<string>(),
        at,
        event: entry.event,
        actor_kind: actor.kind,
        actor_id: actor.id,
        organization_id: entry.organization,
        entity: entry.entity,
        entity_id: entry.entityId,
        detail: JSON.stringify(entry.detail),
      })),
    ),
  )
}
