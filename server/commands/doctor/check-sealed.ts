import { tenantId } from '@postern/contract/ids.ts'
import type { Database } from '../../db/database.ts'
import { q } from '../../db/query.ts'
import { statement } from '../../db/statement.ts'
import { withSystem, withTenant } from '../../db/transaction.ts'
import { type KeyRing, SealBroken } from '../../platform/key-ring.ts'
import { type Finding, fail, ok } from './finding.ts'

// Sealed text is `v1.KEYID.nonce.body` (platform/key-ring.ts).
const readKeyIds = statement<{ key_id: string }>(`
select distinct split_part(sealed, '.', 2) as key_id from (
  select secrets as sealed from connections where secrets is not null
  union all
  select secret from credentials where kind = 'totp'
) all_sealed where sealed like 'v1.%'`)

/** Every key that sealed something stored is in the ring. */
export async function checkSealed(db: Database, keys: KeyRing): Promise<Finding> {
  const tenants = await withSystem(db, tx => tx.all(q.selectFrom('tenants').select('id')))
  const used = new Set<string>()
  for (const { id } of tenants) {
    const rows = await withTenant(db, tenantId.parse(id), tx => tx.run(readKeyIds, []), { readOnly: true })
    for (const row of rows) used.add(row.key_id)
  }
  const missing = [...used].filter(keyId => !holds(keys, keyId))
  if (missing.length === 0) return ok('sealed secrets', 'the key ring opens all of them')
  return fail(
    'sealed secrets',
    `some were sealed by ${missing.join(', ')}, which the key ring lacks`,
    'Put the old key back, behind the new one, in POSTERN_KEYS or the key file.',
  )
}

function holds(keys: KeyRing, keyId: string): boolean {
  try {
    keys.derive('doctor', 'probe', keyId)
    return true
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}
