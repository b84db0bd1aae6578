import type { AuditEventId } from '@postern/contract/ids.ts'
import { type AuditEntry, appendAudit, auditRow } from '../audit/append.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'

/** Writes audit events in the transaction of what they record. */
export async function record(
  tx: TenantTx,
  { clock, ids }: Pick<Services, 'clock' | 'ids'>,
  ...entries: readonly AuditEntry[]
): Promise<void> {
  const at = clock.now()
  await appendAudit(
    tx,
    entries.map(entry => auditRow(tx.tenant, entry, { id: ids.next<AuditEventId>(), at })),
  )
}
