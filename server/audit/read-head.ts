import type { TenantId } from '@postern/contract/ids.ts'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { withSystem } from '../db/transaction.ts'
import type { KeyRing } from '../platform/key-ring.ts'
import type { AuditHead } from './head.ts'
import { publicKeyOf } from './signing.ts'

interface Last {
  number: number
  hash: Buffer
  signature: Buffer
  key_id: string
  closed_at: Date
}

const readLast = statement<Last>(`
select number, hash, signature, key_id, closed_at
from audit_segments where tenant_id = $1 order by number desc limit 1`)

/**
 * The newest head as the database has it, or null before the first seal.
 * @throws SealBroken when its key is not in the ring
 */
export async function readHead(
  { db, keys }: { db: Database; keys: KeyRing },
  tenant: TenantId,
): Promise<AuditHead | null> {
  const [last] = await withSystem(db, tx => tx.run(readLast, [tenant]))
  if (!last) return null
  return {
    tenant,
    number: last.number,
    hash: last.hash.toString('base64'),
    signature: last.signature.toString('base64'),
    keyId: last.key_id,
    publicKey: publicKeyOf(keys, last.key_id).toString('base64'),
    closedAt: last.closed_at.toISOString(),
  }
}
