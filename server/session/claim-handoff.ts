import {
  type AccountId,
  accountId,
  type ConnectionId,
  connectionId,
  type PortalId,
  portalId,
  type SessionId,
  sessionId,
} from '@postern/contract/ids.ts'
import type { Refusal, RefusalCode } from '@postern/contract/reasons.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'

/** Seconds a hand-off waits for the browser that began the sign-in. */
export const handoffSeconds = 60

export interface ClaimedHandoff {
  /** For the session cookie; only its hash is stored. */
  readonly token: string
  readonly session: SessionId
  readonly account: AccountId
  readonly connection: ConnectionId | null
  readonly portal: { readonly id: PortalId; readonly uid: string; readonly url: string }
  /** Allow-listed relative path. */
  readonly returnTo: string
  readonly expiresAt: Date
}

/**
 * Checks and claims in one statement. Two claims at once queue at the row: the second finds `handoff_hash` gone
 * and claims nothing. A refused claim leaves the hand-off to the browser it belongs to.
 * $1 tenant, $2 now, $3 hash of the hand-off, $4 hash of the browser's cookie, $5 hash of the new token.
 */
const claim = statement<{ row: unknown }>(`
with found as (
  select s.id, s.account_id, s.connection_id, s.return_to, s.expires_at,
         o.id as portal_id, o.uid as portal_uid, o.url as portal_url,
         case
           when s.revoked_at is not null then 'flow.unknown'
           when s.browser_hash is null or s.browser_hash is distinct from $4 then 'flow.other-browser'
           when s.created_at <= $2::timestamptz - make_interval(secs => ${handoffSeconds}) then 'flow.expired'
           when o.state is distinct from 'active' then 'portal.disabled'
           when c.id is not null and c.state <> 'active' then 'connection.disabled'
           when a.status = 'withdrawn' then 'account.withdrawn'
           when a.status <> 'active' then 'account.suspended'
           when p.archived then 'profile.archived'
           when p.status = 'Terminated' then 'profile.terminated'
           when p.id is not null and not profile_admits(p.archived, p.status, p.end_date, p.time_zone, $2) then 'profile.ended'
         end as refused
  from sessions s
  join accounts a on a.tenant_id = s.tenant_id and a.id = s.account_id
  left join profiles p on p.tenant_id = a.tenant_id and p.id = a.profile_id
  left join portals o on o.tenant_id = s.tenant_id and o.id = s.portal_id
  left join connections c on c.tenant_id = s.tenant_id and c.id = s.connection_id
  where s.tenant_id = $1 and s.handoff_hash = $3 and s.token_hash is null
), claimed as (
  update sessions s set token_hash = $5, handoff_hash = null, browser_hash = null, last_seen_at = $2
  from found
  where s.tenant_id = $1 and s.id = found.id and s.handoff_hash = $3 and s.revoked_at is null and found.refused is null
  returning s.id
)
select to_jsonb(found) || jsonb_build_object('claimed', exists (select from claimed)) as row from found`)

export interface Claim {
  /** What the address carries. */
  readonly handoff: string
  /** The cookie of the browser that began the sign-in; null when it sent none. */
  readonly browser: string | null
  /** A fresh random token: becomes the session's. */
  readonly token: string
  readonly now: Date
}

/** Turns a hand-off into a session, once, in the browser it was made for. */
export async function claimHandoff(tx: TenantTx, claimed: Claim): Promise<ClaimedHandoff | Refusal> {
  const [found] = await tx.run(claim, [
    tx.tenant,
    claimed.now,
    hashToken(claimed.handoff),
    claimed.browser === null ? null : hashToken(claimed.browser),
    hashToken(claimed.token),
  ])
  if (!found) return { refused: 'flow.unknown', step: 'hand-off' }
  const row = handoffRow.parse(found.row)
  if (row.refused !== null) return { refused: row.refused, step: 'hand-off' }
  if (!row.claimed || row.portal_id === null) return { refused: 'flow.unknown', step: 'hand-off' }
  return {
    token: claimed.token,
    session: row.id,
    account: row.account_id,
    connection: row.connection_id,
    portal: { id: row.portal_id, uid: row.portal_uid ?? '', url: row.portal_url ?? '' },
    returnTo: row.return_to ?? '',
    expiresAt: row.expires_at,
  }
}

const refusals = [
  'flow.unknown',
  'flow.other-browser',
  'flow.expired',
  'portal.disabled',
  'connection.disabled',
  'account.withdrawn',
  'account.suspended',
  'profile.archived',
  'profile.terminated',
  'profile.ended',
] as const satisfies readonly RefusalCode[]

const handoffRow = z.object({
  id: sessionId,
  account_id: accountId,
  connection_id: connectionId.nullable(),
  return_to: z.string().nullable(),
  expires_at: z.string().transform(text => new Date(text)),
  portal_id: portalId.nullable(),
  portal_uid: z.string().nullable(),
  portal_url: z.string().nullable(),
  refused: z.enum(refusals).nullable(),
  claimed: z.boolean(),
})
