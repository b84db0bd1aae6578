import type { AccountId, SessionId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'
import { type ConsoleAccess, findSession, type Session } from './find-session.ts'
import { consoleLifetimeHours } from './live-session.ts'

const insertSession = statement<never>(`
insert into sessions (tenant_id, id, token_hash, account_id, device, created_at, last_seen_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $6, $6::timestamptz + make_interval(hours => ${consoleLifetimeHours}))`)

export interface NewConsoleSession {
  readonly id: SessionId
  readonly token: string
  readonly account: AccountId
  readonly device: string
  readonly now: Date
}

/**
 * Opens a console session, or returns null when the account is not (or no longer) an active administrator: the
 * row is written and then found through the predicate that every later request uses.
 */
export async function openConsoleSession(
  tx: TenantTx,
  { id, token, account, device, now }: NewConsoleSession,
): Promise<(Session & { console: ConsoleAccess }) | null> {
  const written = tx.run(insertSession, [tx.tenant, id, hashToken(token), account, device.slice(0, 200), now])
  const [session] = await Promise.all([findSession(tx, token, { at: 'console', now }), written])
  return session?.console ? { ...session, console: session.console } : null
}
