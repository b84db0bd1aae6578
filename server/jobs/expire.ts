import type { Database } from '../db/database.ts'
import { type Statement, statement } from '../db/statement.ts'
import { withSystem } from '../db/transaction.ts'

const hour = 3_600_000
const day = 24 * hour
const batch = 5_000

interface Expiry {
  /** Deletes at most $2 rows older than $1. */
  readonly remove: Statement<Record<string, unknown>>
  /** How long rows stay after they expired, milliseconds. */
  readonly keep: number
}

/** By primary key, a batch at a time: no transaction is long, and no table is locked. */
function expiry(table: string, key: readonly string[], condition: string, keep: number): Expiry {
  const same = key.map(column => `t.${column} = old.${column}`).join(' and ')
  const remove = statement<Record<string, unknown>>(`
delete from ${table} t using (select ${key.join(', ')} from ${table} where ${condition} limit $2) old
where ${same} returning 1`)
  return { remove, keep }
}

/** What is forgotten, and when. Each condition has its index. */
const expiries: readonly Expiry[] = [
  // an hour longer, so that who comes late hears "expired" and not "unknown"
  expiry('flows', ['tenant_id', 'id'], 'expires_at < $1', hour),
  // clocks differ: an assertion must be unusable everywhere before its use is forgotten
  expiry('consumed_assertions', ['tenant_id', 'connection_id', 'assertion_hash'], 'expires_at < $1', hour),
  expiry('challenges', ['tenant_id', 'token_hash'], 'expires_at < $1', hour),
  expiry('idempotency_keys', ['tenant_id', 'principal', 'key'], 'expires_at < $1', 0),
  // also sessions that were ended early: their lifetime is over by then
  expiry('sessions', ['tenant_id', 'id'], 'expires_at < $1', 30 * day),
  expiry(
    'throttles',
    ['tenant_id', 'task', 'subject_hash'],
    'updated_at < $1 and coalesce(blocked_until, updated_at) < $1',
    day,
  ),
  expiry('outbox', ['tenant_id', 'id'], `status <> 'queued' and created_at < $1`, 90 * day),
]

/** Deletes what has expired, of every tenant. */
export async function expire(db: Database, now: Date): Promise<void> {
  for (const { remove, keep } of expiries) {
    const before = new Date(now.getTime() - keep)
    for (;;) {
      const removed = await withSystem(db, tx => tx.run(remove, [before, batch]))
      if (removed.length < batch) break
    }
  }
}
