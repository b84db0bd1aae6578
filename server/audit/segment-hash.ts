import { createHash } from 'node:crypto'
import type { TenantId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { SystemTx } from '../db/transaction.ts'

/** What a segment's hash covers beside its events. */
export interface SegmentFrame {
  readonly tenant: TenantId
  readonly number: number
  readonly previousHash: Buffer
  readonly closedAt: Date
}

// Every column but written_by, which does not survive dump and restore. Array text of jsonb has one form: keys
// sorted, one space, so equal rows give equal bytes on every engine.
const readContents = statement<{ id: string; content: string }>(`
select id, jsonb_build_array(id, (extract(epoch from at) * 1000000)::bigint, event, actor_kind, actor_id,
  organization_id, entity, entity_id, detail)::text as content
from audit_events where tenant_id = $1 and id = any ($2::uuid[]) order by id`)

const chunk = 1_000

/**
 * Hashes events in the order of their ids, reading them in chunks so that memory stays flat.
 * `missing` are ids without a row; the hash then cannot match any sealed one.
 */
export async function hashSegment(
  tx: SystemTx,
  frame: SegmentFrame,
  eventIds: readonly string[],
): Promise<{ hash: Buffer; missing: string[] }> {
  const hash = createHash('sha256')
  const put = (text: string | Buffer) => {
    const bytes = Buffer.from(text)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const part of ['postern audit segment v1', frame.tenant, String(frame.number)]) put(part)
  put(frame.previousHash)
  put(frame.closedAt.toISOString())
  const missing: string[] = []
  for (let from = 0; from < eventIds.length; from += chunk) {
    const ids = eventIds.slice(from, from + chunk)
    const rows = await tx.run(readContents, [frame.tenant, ids])
    for (const row of rows) put(row.content)
    if (rows.length < ids.length) {
      const found = new Set(rows.map(row => row.id))
      missing.push(...ids.filter(id => !found.has(id)))
    }
  }
  return { hash: hash.digest(), missing }
}
