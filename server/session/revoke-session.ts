import type { AccountId, SessionId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'

const revokeOne = statement<{ account_id: string }>(`
update sessions set revoked_at = $3
where tenant_id = $1 and id = $2 and revoked_at is null
returning account_id`)

/** Ends one session now. Returns whether it was open. */
export async function revokeSession(tx: TenantTx, session: SessionId, now: Date): Promise<boolean> {
  return (await tx.run(revokeOne, [tx.tenant, session, now])).length > 0
}

const revokeToken = statement<{ id: SessionId; account_id: AccountId }>(`
update sessions set revoked_at = $3
where tenant_id = $1 and token_hash = $2 and revoked_at is null
returning id, account_id`)

/** Ends the session of a token: rotation at sign-in, and signing out. */
export async function revokeSessionOf(
  tx: TenantTx,
  token: string,
  now: Date,
): Promise<{ id: SessionId; account_id: AccountId } | null> {
  return (await tx.run(revokeToken, [tx.tenant, hashToken(token), now]))[0] ?? null
}

const revokeAll = statement<{ id: SessionId }>(`
update sessions set revoked_at = $3
where tenant_id = $1 and account_id = $2 and revoked_at is null and id is distinct from $4::uuid
  and ($5::boolean is false or portal_id is null)
returning id`)

/** Ends an account's sessions now, hand-offs included. Returns how many. */
export async function revokeAccountSessions(
  tx: TenantTx,
  account: AccountId,
  now: Date,
  { except = null, consoleOnly = false }: { except?: SessionId | null; consoleOnly?: boolean } = {},
): Promise<number> {
  return (await tx.run(revokeAll, [tx.tenant, account, now, except, consoleOnly])).length
}
