import { storable } from '@postern/contract/storable.ts'
import { withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { recordCaller } from './audit-entry.ts'
import type { Caller } from './caller.ts'

/** Records that somebody named ids that are not there: another tenant's look exactly so from here. */
export function recordUnknownId(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  caller: Caller,
  operation: string,
  ids: Readonly<Record<string, string>>,
): Promise<void> {
  const short = Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [name, storable(id.slice(0, 100))]),
  )
  return withTenant(services.db, caller.tenant, tx =>
    recordCaller(tx, services, caller, [
      { event: 'access.unknown-id', entity: null, organization: null, detail: { operation, ids: short } },
    ]),
  )
}
