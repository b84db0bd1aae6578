import type { AccountId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { liveSessions } from './live-session.ts'

const ofAccount = statement<{ live: number }>(
  `select count(*)::int as live from (${liveSessions} and s.account_id = $3) as found`,
)

/** How many sessions of an account count now, the console's among them. */
export async function countSessions(tx: TenantTx, account: AccountId, now: Date): Promise<number> {
  return (await tx.run(ofAccount, [tx.tenant, now, account]))[0]?.live ?? 0
}
