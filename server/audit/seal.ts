import type { TenantId } from '@postern/contract/ids.ts'
import { type Database, violatedConstraint } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { type SystemTx, withSystem } from '../db/transaction.ts'
import type { Clock } from '../platform/clock.ts'
import type { KeyRing } from '../platform/key-ring.ts'
import type { AuditHead } from './head.ts'
import { hashSegment } from './segment-hash.ts'
import { publicKeyOf, signHash } from './signing.ts'

export interface SealerNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly keys: KeyRing
}

/**
 * Closes a segment over everything that became visible since the last one. What commits late, under an earlier
 * transaction number, is in no earlier snapshot and so goes into the next segment: inserts never wait for the seal.
 * Returns the new head, or null when there was nothing to seal or another node was faster.
 */
export async function sealTenant(needs: SealerNeeds, tenant: TenantId): Promise<AuditHead | null> {
  try {
    return await withSystem(needs.db, tx => seal(tx, needs, tenant))
  } catch (error) {
    if (violatedConstraint(error) === 'audit_segments_pkey') return null
    throw error
  }
}

interface LastSegment {
  number: number
  hash: Buffer
  key_id: string
  snapshot: string
  /** The database was restored into another cluster, where transaction numbers began again. */
  restored: boolean
}

const readSnapshot = statement<{ snapshot: string }>(`select pg_current_snapshot()::text as snapshot`)

const readLast = statement<LastSegment>(`
select number, hash, key_id, snapshot,
  pg_snapshot_xmax(snapshot::pg_snapshot) > pg_snapshot_xmax($2::pg_snapshot) as restored
from audit_segments where tenant_id = $1 order by number desc limit 1`)

// The bound on written_by is implied by the second condition and lets audit_events_by_writer answer it.
const readNew = statement<{ id: string }>(`
select id from audit_events
where tenant_id = $1 and written_by >= pg_snapshot_xmin($3::pg_snapshot)
  and pg_visible_in_snapshot(written_by, $2::pg_snapshot)
  and not pg_visible_in_snapshot(written_by, $3::pg_snapshot)
order by id`)

// After a restore snapshots say nothing about older rows: compare with the lists themselves, once.
const readUnlisted = statement<{ id: string }>(`
select id from audit_events
where tenant_id = $1
  and id not in (select unnest(event_ids) from audit_segments where tenant_id = $1)
order by id`)

// 3 is before every transaction: sealed rows of the old cluster are never new again.
const restamp = statement<Record<string, never>>(`
update audit_events set written_by = '3'::xid8
where tenant_id = $1 and written_by >= pg_snapshot_xmax($2::pg_snapshot)`)

const insertSegment = statement<Record<string, never>>(`
insert into audit_segments
  (tenant_id, number, snapshot, event_ids, previous_hash, hash, signature, key_id, closed_at)
values ($1, $2, $3, $4::uuid[], $5, $6, $7, $8, $9)`)

/** Sees no row as visible: everything is new. */
const beforeEverything = '1:1:'

async function seal(tx: SystemTx, { clock, keys }: SealerNeeds, tenant: TenantId): Promise<AuditHead | null> {
  const [now] = await tx.run(readSnapshot, [])
  if (!now) throw new Error('PostgreSQL returned no snapshot')
  const [last] = await tx.run(readLast, [tenant, now.snapshot])
  const ids = await newEvents(tx, tenant, now.snapshot, last)
  // after a key rotation an empty segment puts the head under the new key, so that the old one can be retired
  if (ids.length === 0 && (!last || (last.key_id === keys.current && !last.restored))) return null
  const frame = {
    tenant,
    number: (last?.number ?? 0) + 1,
    previousHash: last?.hash ?? Buffer.alloc(32),
    closedAt: clock.now(),
  }
  const { hash } = await hashSegment(tx, frame, ids)
  const { signature, keyId } = signHash(keys, hash)
  await tx.run(insertSegment, [
    tenant,
    frame.number,
    now.snapshot,
    ids,
    frame.previousHash,
    hash,
    signature,
    keyId,
    frame.closedAt,
  ])
  return {
    tenant,
    number: frame.number,
    hash: hash.toString('base64'),
    signature: signature.toString('base64'),
    keyId,
    publicKey: publicKeyOf(keys, keyId).toString('base64'),
    closedAt: frame.closedAt.toISOString(),
  }
}

async function newEvents(
  tx: SystemTx,
  tenant: TenantId,
  snapshot: string,
  last: LastSegment | undefined,
): Promise<string[]> {
  if (!last?.restored) {
    const rows = await tx.run(readNew, [tenant, snapshot, last?.snapshot ?? beforeEverything])
    return rows.map(row => row.id)
  }
  const rows = await tx.run(readUnlisted, [tenant])
  await tx.run(restamp, [tenant, snapshot])
  return rows.map(row => row.id)
}
