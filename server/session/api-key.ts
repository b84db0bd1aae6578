import { level, type Scope, scope, scopesOf } from '@postern/contract/access.ts'
import { type AccountId, type ApiKeyId, apiKeyId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'

/** `pk_<prefix>_<token>`; the prefix tells keys apart without telling the key. */
const shape = /^pk_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/

/** The secret of a new key out of a random token, and what is kept of it. */
export function mintApiKey(token: string): { secret: string; prefix: string; hash: Buffer } {
  const prefix = hashToken(token).toString('hex').slice(0, 8)
  const secret = `pk_${prefix}_${token}`
  return { secret, prefix, hash: hashToken(secret) }
}

export interface LiveKey {
  readonly id: ApiKeyId
  readonly scopes: readonly Scope[]
}

/**
 * A key in force: not revoked or expired, and its creator, if it was a person, still an active administrator of
 * all organizations. Touched at most once a minute.
 */
const findLive = statement<{ id: string; scopes: string[]; level: string | null }>(`
with found as (
  select k.id, k.scopes, m.level from api_keys k
  left join accounts a on a.tenant_id = k.tenant_id and a.id = k.created_by and a.status = 'active'
  left join profiles p on p.tenant_id = a.tenant_id and p.id = a.profile_id
  left join administrators m on m.tenant_id = a.tenant_id and m.account_id = a.id and m.organization_ids is null
  where k.tenant_id = $1 and k.secret_hash = $2 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $3)
    and (k.created_by is null or m.level is not null)
    and (p.id is null or profile_admits(p.archived, p.status, p.end_date, p.time_zone, $3))
), touched as (
  update api_keys k set last_used_at = $3 from found
  where k.tenant_id = $1 and k.id = found.id and (k.last_used_at is null or k.last_used_at < $3 - interval '1 minute')
)
select id, scopes, level from found`)

/** The key of a secret, or null. It never reaches further than its creator does now. */
export async function findApiKey(tx: TenantTx, secret: string, now: Date): Promise<LiveKey | null> {
  if (!shape.test(secret)) return null
  const [found] = await tx.run(findLive, [tx.tenant, hashToken(secret), now])
  if (!found) return null
  const key = keyRow.parse(found)
  const within: readonly Scope[] = key.level === null ? scope.options : scopesOf[key.level]
  return { id: key.id, scopes: key.scopes.filter(one => within.includes(one)) }
}

const keyRow = z.object({ id: apiKeyId, scopes: z.array(scope), level: level.nullable() })

export interface NewApiKey {
  readonly id: ApiKeyId
  readonly name: string
  readonly prefix: string
  readonly hash: Buffer
  readonly scopes: readonly Scope[]
  /** The person, also when one of their keys creates the key; null on the command line. */
  readonly createdBy: AccountId | null
  readonly expiresAt: Date | null
  readonly now: Date
}

const insertKey = statement<never>(`
insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes, created_by, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)

export async function keepApiKey(tx: TenantTx, key: NewApiKey): Promise<void> {
  const { id, name, prefix, hash, scopes, createdBy, now, expiresAt } = key
  await tx.run(insertKey, [tx.tenant, id, name, prefix, hash, scopes, createdBy, now, expiresAt])
}

const revokeKey = statement<{ id: string }>(`
update api_keys set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null returning id`)

/** Revokes a key. False when there is no such key in force. */
export async function revokeApiKey(tx: TenantTx, key: ApiKeyId, now: Date): Promise<boolean> {
  return (await tx.run(revokeKey, [tx.tenant, key, now])).length > 0
}
