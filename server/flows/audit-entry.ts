import type { AuditEntry } from '../audit/append.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'
import { record } from './record.ts'

/** What happened, without who did it: that is the caller. */
export type CallerEntry = Omit<AuditEntry, 'actor'>

/** Writes what the caller did in the transaction of the change. */
export async function recordCaller(
  tx: TenantTx,
  services: Pick<Services, 'clock' | 'ids'>,
  { actor }: Pick<Caller, 'actor'>,
  entries: readonly CallerEntry[],
): Promise<void> {
  await record(tx, services, ...entries.map(entry => ({ ...entry, actor })))
}
