import type { TenantId } from '@postern/contract/ids.ts'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { type SystemTx, withSystem } from '../db/transaction.ts'
import type { KeyRing } from '../platform/key-ring.ts'
import type { AuditHead } from './head.ts'
import { hashSegment } from './segment-hash.ts'
import { checkSignature } from './signing.ts'

/** What contradicts the seal. `segment` is the number where it shows; null concerns the log as a whole. */
export interface AuditFault {
  readonly fault: /** An event or a segment no longer is what was sealed. */
    | 'edited'
    /** A sealed event is gone. */
    | 'deleted'
    /** A segment is gone, or stands elsewhere in the chain than when it was sealed. */
    | 'reordered'
    /** The log ends before a head that was kept outside the database. */
    | 'truncated'
    /** An event appeared behind the seal. */
    | 'inserted'
    /** The signature is not by the key it names. */
    | 'forged'
    /** The newest segment was signed with a key that is no longer in the ring. */
    | 'key-unknown'
  readonly segment: number | null
  /** Ids of events, at most ten. */
  readonly events: readonly string[]
}

export interface AuditVerdict {
  readonly segments: number
  readonly sealedEvents: number
  /** Events that no segment covers yet. */
  readonly unsealedEvents: number
  readonly faults: readonly AuditFault[]
}

/**
 * Recomputes every segment of a tenant's log and compares with the chain, the signatures and heads kept elsewhere.
 * Reads all of it: minutes for millions of events.
 * @param anchors heads from outside the database: the data directory's, exported ones
 */
export function verifyAudit(
  { db, keys }: { db: Database; keys: KeyRing },
  tenant: TenantId,
  anchors: readonly AuditHead[],
): Promise<AuditVerdict> {
  return withSystem(db, async tx => {
    const chain = await walkChain(tx, keys, tenant, anchors)
    const outside = await readOutside(tx, tenant)
    const inserted: AuditFault[] =
      outside.behind.length === 0
        ? []
        : [{ fault: 'inserted', segment: null, events: outside.behind.slice(0, 10) }]
    return {
      segments: chain.segments,
      sealedEvents: chain.events,
      unsealedEvents: outside.pending,
      faults: [...chain.faults, ...inserted],
    }
  })
}

interface Segment {
  number: number
  event_ids: string[]
  previous_hash: Buffer
  hash: Buffer
  signature: Buffer
  key_id: string
  closed_at: Date
}

const readSegment = statement<Segment>(`
select number, event_ids, previous_hash, hash, signature, key_id, closed_at
from audit_segments where tenant_id = $1 and number > $2 order by number limit 1`)

async function walkChain(tx: SystemTx, keys: KeyRing, tenant: TenantId, anchors: readonly AuditHead[]) {
  const faults: AuditFault[] = []
  const hashes = new Map<number, string>()
  let events = 0
  let last: Segment | undefined
  for (;;) {
    const [segment] = await tx.run(readSegment, [tenant, last?.number ?? 0])
    if (!segment) break
    faults.push(...(await judge(tx, keys, tenant, segment, last)))
    hashes.set(segment.number, segment.hash.toString('base64'))
    events += segment.event_ids.length
    last = segment
  }
  if (last && checkSignature(keys, { ...last, keyId: last.key_id }) === 'unknown-key') {
    faults.push({ fault: 'key-unknown', segment: last.number, events: [] })
  }
  for (const anchor of anchors) {
    const hash = hashes.get(anchor.number)
    if (hash === undefined) faults.push({ fault: 'truncated', segment: anchor.number, events: [] })
    else if (hash !== anchor.hash) faults.push({ fault: 'edited', segment: anchor.number, events: [] })
  }
  return { segments: hashes.size, events, faults }
}

async function judge(
  tx: SystemTx,
  keys: KeyRing,
  tenant: TenantId,
  segment: Segment,
  before: Segment | undefined,
): Promise<AuditFault[]> {
  const { number, event_ids: ids } = segment
  const fault = (kind: AuditFault['fault'], events: readonly string[] = []): AuditFault => ({
    fault: kind,
    segment: number,
    events: events.slice(0, 10),
  })
  const follows =
    number === (before?.number ?? 0) + 1 &&
    segment.previous_hash.equals(before?.hash ?? Buffer.alloc(32)) &&
    ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''))
  const frame = { tenant, number, previousHash: segment.previous_hash, closedAt: segment.closed_at }
  const { hash, missing } = await hashSegment(tx, frame, ids)
  const faults: AuditFault[] = []
  if (!follows) faults.push(fault('reordered'))
  if (missing.length > 0) faults.push(fault('deleted', missing))
  else if (!hash.equals(segment.hash)) faults.push(fault('edited'))
  // of segments under a retired key the chain and a later signature vouch; see `key-unknown` for the last one
  if (checkSignature(keys, { ...segment, keyId: segment.key_id }) === 'invalid') faults.push(fault('forged'))
  return faults
}

// Rows that no segment lists: pending when newer than the last snapshot, otherwise put in behind it. Before the
// first seal after a restore, transaction numbers say nothing and everything unlisted counts as pending.
const readUnlisted = statement<{ id: string; behind: boolean }>(`
select e.id, coalesce(pg_visible_in_snapshot(e.written_by, last.snapshot)
    and pg_snapshot_xmax(last.snapshot) <= pg_snapshot_xmax(pg_current_snapshot()), false) as behind
from audit_events e
left join (select snapshot::pg_snapshot as snapshot from audit_segments
           where tenant_id = $1 order by number desc limit 1) last on true
where e.tenant_id = $1
  and e.id not in (select unnest(event_ids) from audit_segments where tenant_id = $1)
order by e.id`)

async function readOutside(tx: SystemTx, tenant: TenantId): Promise<{ behind: string[]; pending: number }> {
  const rows = await tx.run(readUnlisted, [tenant])
  const behind = rows.filter(row => row.behind).map(row => row.id)
  return { behind, pending: rows.length - behind.length }
}
