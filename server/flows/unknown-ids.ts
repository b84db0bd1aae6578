import { withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { appendAudit } from './audit-entry.ts'
import type { Caller } from './caller.ts'

/** Records that somebody named ids that are not there: another tenant's look exactly so from here. */
export function recordUnknownId(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  caller: Caller,
  operation: string,
  ids: Readonly<Record<string, string>>,
): Promise<void> {
  const short = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, id.slice(0, 100)]))
  const entry = { event: 'access.unknown-id', entity: null, entityId: null, organization: null }
  return withTenant(services.db, caller.tenant, tx =>
    appendAudit(tx, services, caller, [{ ...entry, detail: { operation, ids: short } }]),
  )
}
