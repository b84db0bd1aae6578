import type { AccountId, StampId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/** Who decides about an account's status by hand; `actor` is null for an API key. */
export interface StatusSource {
  readonly stamp: StampId
  readonly actor: AccountId | null
  readonly now: Date
}

// $3 the statuses it may be changed from, $4 the new one, $5 stamp, $6 now, $7 actor
const setStatus = statement<{ id: AccountId }>(`
with target as (
  select a.* from accounts a where a.tenant_id = $1 and a.id = $2 and a.status = any($3) for no key update
), stamped as (
  insert into stamps (tenant_id, id, source, actor_id, created_at)
  select $1, $5, 'manual', $7, $6 from target
), remembered as (
  insert into history (tenant_id, entity, entity_id, stamp_id, before, at)
  select $1, 'account', id, $5, to_jsonb(target) - 'tenant_id', $6 from target
), keyless as (
  update api_keys k set revoked_at = $6 from target
  where $4 = 'suspended' and k.tenant_id = $1 and k.created_by = target.id and k.revoked_at is null
)
update accounts a set
  status = $4, provenance = a.provenance || jsonb_build_object('status', $5::uuid),
  version = a.version + 1, updated_at = $6
from target where a.tenant_id = $1 and a.id = target.id
returning a.id`)

/**
 * Suspends an account and revokes the API keys it made, or lets it in again. The before-image goes to history, the
 * stamp to provenance. False when its status was none of `from`.
 */
export async function setAccountStatus(
  tx: TenantTx,
  account: AccountId,
  { from, to }: { from: readonly string[]; to: 'active' | 'suspended' },
  { stamp, actor, now }: StatusSource,
): Promise<boolean> {
  return (await tx.run(setStatus, [tx.tenant, account, [...from], to, stamp, now, actor])).length > 0
}
