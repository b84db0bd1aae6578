import type { TenantId } from '@postern/contract/ids.ts'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { withSystem } from '../db/transaction.ts'
import { listTenants } from './list-tenants.ts'

const day = 86_400_000
/** How long what was sent to the door is kept, redacted: long enough to look into a complaint. */
const detailDays = 7
/** How long it is known that somebody came, when, and why they were refused: for pictures over a year. */
const rowDays = 400
const batch = 5_000

// The id carries the time, so the primary key answers both.
const emptyDetail = statement<{ id: string }>(`
update attempts a set detail = '{}'
from (select tenant_id, id from attempts
      where tenant_id = $1 and id >= $2 and id < $3 and detail <> '{}' limit $4) old
where a.tenant_id = old.tenant_id and a.id = old.id returning a.id`)

const removeRows = statement<{ id: string }>(`
delete from attempts a
using (select tenant_id, id from attempts where tenant_id = $1 and id >= $2 and id < $3 limit $4) old
where a.tenant_id = old.tenant_id and a.id = old.id returning a.id`)

/**
 * Empties the detail of attempts after a week and deletes them after 400 days, for every tenant.
 * @param since what an earlier call returned, so that only newer rows are read; null: from the beginning
 * @returns the time up to which details are empty now
 */
export async function forgetAttempts(db: Database, now: Date, since: Date | null): Promise<Date> {
  const emptyUntil = new Date(now.getTime() - detailDays * day)
  const removeUntil = new Date(now.getTime() - rowDays * day)
  for (const tenant of await listTenants(db)) {
    await inBatches(db, emptyDetail, tenant, since, emptyUntil)
    await inBatches(db, removeRows, tenant, null, removeUntil)
  }
  // an hour of overlap: ids are made before they are committed
  return new Date(emptyUntil.getTime() - 3_600_000)
}

async function inBatches(
  db: Database,
  change: typeof emptyDetail,
  tenant: TenantId,
  from: Date | null,
  until: Date,
): Promise<void> {
  const bounds = [tenant, firstIdAt(from ?? new Date(0)), firstIdAt(until), batch]
  for (;;) {
    const changed = await withSystem(db, tx => tx.run(change, bounds))
    if (changed.length < batch) return
  }
}

/** The smallest UUIDv7 of an instant (RFC 9562 §5.7: 48 bits of milliseconds, version, variant). */
function firstIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
