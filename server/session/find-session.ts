import { type Level, level } from '@postern/contract/access.ts'
import {
  type AccountId,
  accountId,
  type ConnectionId,
  connectionId,
  type OrganizationId,
  organizationId,
  type PortalId,
  type ProfileId,
  portalId,
  profileId,
  type SessionId,
  sessionId,
} from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'
import { liveSessions } from './live-session.ts'

export interface Session {
  readonly id: SessionId
  readonly account: AccountId
  readonly email: string | null
  readonly firstName: string
  readonly lastName: string
  readonly profile: ProfileId | null
  readonly createdAt: Date
  readonly expiresAt: Date
  /** Null: a console session. */
  readonly portal: PortalId | null
  /** How the person signed in; null when not through a connection. */
  readonly connection: ConnectionId | null
  /** Null: a portal session. */
  readonly console: ConsoleAccess | null
}

export interface ConsoleAccess {
  readonly level: Level
  /** Null: all organizations. */
  readonly organizations: readonly OrganizationId[] | null
}

/** Where a session must belong to: a portal's opens only that portal, the console's only the console. */
export type Place = PortalId | 'console'

/**
 * The row found is also touched, at most once a minute: the inactivity limit slides without a write per request.
 * $3 hash of the token, $4 the portal or null.
 */
const findLive = statement<{ row: unknown }>(`
with found as (
  select * from (${liveSessions} and s.token_hash = $3) live where live.portal_id is not distinct from $4::uuid
), touched as (
  update sessions s set last_seen_at = $2 from found
  where s.tenant_id = $1 and s.id = found.id and s.last_seen_at < $2 - interval '1 minute'
)
select to_jsonb(found) as row from found`)

/** The live session of a token at a place, or null: unknown, ended, revoked, elsewhere, or no longer admitted. */
export async function findSession(
  tx: TenantTx,
  token: string,
  { at, now }: { at: Place; now: Date },
): Promise<Session | null> {
  const [found] = await tx.run(findLive, [tx.tenant, now, hashToken(token), at === 'console' ? null : at])
  return found ? asSession(found.row) : null
}

const time = z.string().transform(text => new Date(text))
const sessionRow = z.object({
  id: sessionId,
  account_id: accountId,
  email: z.string().nullable(),
  first_name: z.string(),
  last_name: z.string(),
  profile_id: profileId.nullable(),
  created_at: time,
  expires_at: time,
  portal_id: portalId.nullable(),
  connection_id: connectionId.nullable(),
  level: level.nullable(),
  organization_ids: z.array(organizationId).nullable(),
})

/** A row of `liveSessions` as JSON. */
export function asSession(row: unknown): Session {
  const found = sessionRow.parse(row)
  return {
    id: found.id,
    account: found.account_id,
    email: found.email,
    firstName: found.first_name,
    lastName: found.last_name,
    profile: found.profile_id,
    createdAt: found.created_at,
    expiresAt: found.expires_at,
    portal: found.portal_id,
    connection: found.connection_id,
    console: found.level && { level: found.level, organizations: found.organization_ids },
  }
}
