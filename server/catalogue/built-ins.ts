import type { GroupId, UserTypeId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const insert = statement<never>(`
with types as (
  insert into user_types (tenant_id, id, uid, name, exclusive, built_in, created_at, updated_at)
  values ($1, $2, 'access', 'Access', false, true, $4, $4)
  on conflict (tenant_id, uid) do nothing
)
insert into groups (tenant_id, id, uid, name, built_in, created_at, updated_at)
values ($1, $3, 'everyone', 'Everyone', true, $4, $4)
on conflict (tenant_id, uid) do nothing`)

/** The user type of access roles (non-exclusive) and the group Everyone: every tenant has them. */
export async function insertBuiltIns(
  tx: TenantTx,
  ids: { access: UserTypeId; everyone: GroupId },
  now: Date,
): Promise<void> {
  await tx.run(insert, [tx.tenant, ids.access, ids.everyone, now])
}
