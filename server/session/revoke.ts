import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const ofPortal = statement<{ id: string }>(
  'update sessions set revoked_at = $2 where portal_id = $1 and revoked_at is null and expires_at > $2 returning id',
)
const ofAccount = statement<{ id: string }>(
  'update sessions set revoked_at = $2 where account_id = $1 and revoked_at is null and expires_at > $2 returning id',
)

/** Ends every session of a portal; answers how many. Rare, so that it reads all sessions of the tenant is fine. */
export async function revokeSessionsOfPortal(tx: TenantTx, portal: string, now: Date): Promise<number> {
  return (await tx.run(ofPortal, [portal, now])).length
}

/** Ends every session of an account, the console's too; answers how many. */
export async function revokeSessionsOfAccount(tx: TenantTx, account: string, now: Date): Promise<number> {
  return (await tx.run(ofAccount, [account, now])).length
}
