import { scope } from '@postern/contract/access.ts'
import type { ApiKey } from '@postern/contract/api/api-keys.ts'
import { type AccountId, type ApiKeyId, accountId, apiKeyId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const columns = `
select k.id, k.name, k.prefix, k.scopes, k.created_by, k.created_at, k.expires_at, k.last_used_at, k.revoked_at,
       coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.login) as creator,
       case when k.revoked_at is not null then 'revoked'
            when k.expires_at <= $2 then 'expired'
            when k.created_by is not null and (m.level is null or a.status <> 'active') then 'idle'
            else 'active' end as state
from api_keys k
left join accounts a on a.tenant_id = k.tenant_id and a.id = k.created_by
left join administrators m on m.tenant_id = a.tenant_id and m.account_id = a.id and m.organization_ids is null`

// Ids are UUIDv7: newest first by the primary key.
const pageOf = statement<Record<string, unknown>>(`${columns}
where k.tenant_id = $1 and ($3::uuid is null or k.id < $3) order by k.id desc limit $4`)

const one = statement<Record<string, unknown>>(`${columns} where k.tenant_id = $1 and k.id = $3`)

export async function listApiKeys(
  tx: TenantTx,
  { after, limit, now }: { after: string | null; limit: number; now: Date },
): Promise<ApiKey[]> {
  return (await tx.run(pageOf, [tx.tenant, now, after, limit])).map(asApiKey)
}

export async function readApiKey(tx: TenantTx, id: ApiKeyId, now: Date): Promise<ApiKey | null> {
  const [row] = await tx.run(one, [tx.tenant, now, id])
  return row ? asApiKey(row) : null
}

const creatorOf = statement<{ created_by: AccountId | null }>(
  `select created_by from api_keys where tenant_id = $1 and id = $2`,
)

/** Whose key it is: a key made with it belongs to the same person. */
export async function creatorOfKey(tx: TenantTx, id: ApiKeyId): Promise<AccountId | null> {
  return (await tx.run(creatorOf, [tx.tenant, id]))[0]?.created_by ?? null
}

function asApiKey(row: unknown): ApiKey {
  const key = keyRow.parse(row)
  return {
    id: key.id,
    name: key.name,
    prefix: `pk_${key.prefix}`,
    scopes: key.scopes,
    state: key.state,
    createdBy: key.created_by ? { id: key.created_by, name: key.creator ?? '' } : null,
    createdAt: key.created_at.toISOString(),
    expiresAt: key.expires_at?.toISOString() ?? null,
    lastUsedAt: key.last_used_at?.toISOString() ?? null,
    revokedAt: key.revoked_at?.toISOString() ?? null,
  }
}

const keyRow = z.object({
  id: apiKeyId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scope),
  state: z.enum(['active', 'idle', 'expired', 'revoked']),
  created_by: accountId.nullable(),
  creator: z.string().nullable(),
  created_at: z.date(),
  expires_at: z.date().nullable(),
  last_used_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
})
