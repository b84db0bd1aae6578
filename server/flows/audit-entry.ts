import type { AuditEventId } from '@postern/contract/ids.ts'
import { type AuditEntry, appendAudit, auditRow } from '../audit/append.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'

/** What happened, without who did it: that is the caller. */
export type CallerEntry = Omit<AuditEntry, 'actor'>

/** Writes what the caller did in the transaction of the change. */
export async function recordCaller(
  tx: TenantTx,
  { clock, ids }: Pick<Services, 'clock' | 'ids'>,
  { actor }: Pick<Caller, 'actor'>,
  entries: readonly CallerEntry[],
): Promise<void> {
  const at = clock.now()
  const row = (entry: CallerEntry) =>
    auditRow(tx.tenant, { ...entry, actor }, { id: ids.next<AuditEventId>(), at })
  await appendAudit(tx, entries.map(row))
}
