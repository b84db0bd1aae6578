import type { AccountId, SessionId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { liveSessions } from './live-session.ts'

export interface ListedSession {
  readonly id: SessionId
  readonly device: string
  readonly created_at: Date
  readonly last_seen_at: Date
  readonly expires_at: Date
}

const ofAccount = statement<ListedSession>(`
select id, device, created_at, last_seen_at, expires_at
from (${liveSessions} and s.account_id = $3 and s.portal_id is null) live
order by last_seen_at desc, id desc
limit 200`)

/** An account's console sessions that are still open, the latest used first. */
export function listSessions(tx: TenantTx, account: AccountId, now: Date): Promise<ListedSession[]> {
  return tx.run(ofAccount, [tx.tenant, now, account])
}
