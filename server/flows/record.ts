import type { AuditEventId, TenantId } from '@postern/contract/ids.ts'
import { type AuditEntry, type AuditRow, appendAudit, auditRow } from '../audit/append.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Ids } from '../platform/ids.ts'
import type { Services } from '../services.ts'

/** Entries as rows of one instant, for statements that insert them together with what they record. */
export function auditRows(tenant: TenantId, ids: Ids, entries: readonly AuditEntry[], at: Date): AuditRow[] {
  return entries.map(entry => auditRow(tenant, entry, { id: ids.next<AuditEventId>(), at }))
}

/** Writes audit events in the transaction of what they record. */
export async function record(
  tx: TenantTx,
  { clock, ids }: Pick<Services, 'clock' | 'ids'>,
  ...entries: readonly AuditEntry[]
): Promise<void> {
  await appendAudit(tx, auditRows(tx.tenant, ids, entries, clock.now()))
}
