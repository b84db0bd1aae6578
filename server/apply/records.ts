import { shortIdOf } from '@postern/contract/attempt.ts'
import type { Upstream } from '@postern/contract/claims.ts'
import type { AccountId, AttemptId, ConnectionId, PortalId, SessionId } from '@postern/contract/ids.ts'
import type { ReasonCode } from '@postern/contract/reasons.ts'
import type { AuditRow } from '../audit/append.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/**
 * A session that waits for the browser that started the sign-in: the hand-off is claimed once, within a minute, by
 * whoever holds the browser's cookie, and only then gets its token.
 */
export interface HandoffSession {
  readonly id: SessionId
  readonly handoffHash: Buffer
  readonly browserHash: Buffer
  readonly returnTo: string
  readonly account: AccountId
  readonly portal: PortalId
  readonly connection: ConnectionId
  readonly upstream: Upstream
  readonly expiresAt: Date
}

/** What came to the door and what became of it. */
export interface AttemptRecord {
  readonly id: AttemptId
  readonly portal: PortalId | null
  readonly connection: ConnectionId | null
  readonly account: AccountId | null
  readonly outcome: 'admitted' | 'refused'
  readonly reason: ReasonCode | null
  /** A decision's kind, or `refuse` when nothing could be decided. */
  readonly kind: string
  readonly detail: object
}

/** $1 tenant, $2 time, $3 attempt, $4 audit events, $5 session or null. */
const record = statement(`
with attempted as (
  insert into attempts (tenant_id, id, short_id, portal_id, connection_id, account_id, outcome, reason, kind, at, detail)
  select $1, r.id, r.short_id, r.portal, r.connection, r.account, r.outcome, r.reason, r.kind, $2, r.detail
  from jsonb_to_record($3::jsonb) as r (
    id uuid, short_id text, portal uuid, connection uuid, account uuid, outcome text, reason text, kind text, detail jsonb)
), audited as (
  insert into audit_events (tenant_id, id, at, event, actor_kind, actor_id, organization_id, entity, entity_id, detail)
  select $1, r.id, r.at, r.event, r.actor_kind, r.actor_id, r.organization_id, r.entity, r.entity_id, r.detail
  from jsonb_to_recordset($4::jsonb) as r (
    id uuid, at timestamptz, event text, actor_kind text, actor_id uuid, organization_id uuid, entity text, entity_id uuid, detail jsonb)
)
insert into sessions (tenant_id, id, handoff_hash, browser_hash, return_to, account_id, portal_id, connection_id, upstream,
                      created_at, last_seen_at, expires_at)
select $1, r.id, decode(r.handoff, 'base64'), decode(r.browser, 'base64'), r.return_to, r.account, r.portal, r.connection,
       r.upstream, $2, $2, r.expires_at
from jsonb_to_record($5::jsonb) as r (
  id uuid, handoff text, browser text, return_to text, account uuid, portal uuid, connection uuid, upstream jsonb, expires_at timestamptz)
where r.id is not null`)

/** Sends attempt, audit events and session as one statement. */
export function sendRecords(
  tx: TenantTx,
  attempt: AttemptRecord,
  events: readonly AuditRow[],
  session: HandoffSession | null,
  now: Date,
): Promise<unknown> {
  const waiting = session && {
    ...session,
    handoff: session.handoffHash.toString('base64'),
    browser: session.browserHash.toString('base64'),
    return_to: session.returnTo,
    expires_at: session.expiresAt,
  }
  return tx.run(record, [
    tx.tenant,
    now,
    JSON.stringify({ ...attempt, short_id: shortIdOf(attempt.id) }),
    JSON.stringify(events),
    JSON.stringify(waiting ?? {}),
  ])
}
