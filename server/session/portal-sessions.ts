import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const revokeAll = statement<{ id: string }>(`
update sessions set revoked_at = $3
where tenant_id = $1 and portal_id = $2 and revoked_at is null and expires_at > $3
returning id`)

/**
 * Ends every session of a portal; answers how many. A closed portal's sessions do not count while it is closed;
 * this keeps them from coming back when it opens again. Rare, so that it reads all sessions of the tenant is fine.
 */
export async function revokePortalSessions(tx: TenantTx, portal: string, now: Date): Promise<number> {
  return (await tx.run(revokeAll, [tx.tenant, portal, now])).length
}
