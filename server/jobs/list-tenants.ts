import { type TenantId, tenantId } from '@postern/contract/ids.ts'
import type { Database } from '../db/database.ts'
import { q } from '../db/query.ts'
import { withSystem } from '../db/transaction.ts'

/** Every tenant, suspended ones too: their records are sealed and forgotten like others'. */
export async function listTenants(db: Database): Promise<TenantId[]> {
  const rows = await withSystem(db, tx => tx.all(q.selectFrom('tenants').select('id').orderBy('id')))
  return rows.map(row => tenantId.parse(row.id))
}
