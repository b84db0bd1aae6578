import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

// trimmed as claims are, so that a policy's comparison meets the same text
const backfill = statement<{ profile_id: string }>(`
  insert into identifiers (tenant_id, attribute_uid, value, profile_id, profile_type_id)
  select tenant_id, $1, value, id, profile_type_id
  from profiles, regexp_replace(attributes ->> $1, '^\\s+|\\s+$', '', 'g') as value
  where value <> ''
  on conflict do nothing
  returning profile_id`)
const clear = statement<{ profile_id: string }>(
  'delete from identifiers where attribute_uid = $1 returning profile_id',
)
const clearLatches = statement<{ profile_id: string }>(
  'delete from match_latches where attribute_uid = $1 returning profile_id',
)

/** Makes the values that profiles have of an attribute findable by policies, in one statement. */
export async function backfillIdentifiers(tx: TenantTx, attribute: string): Promise<number> {
  return (await tx.run(backfill, [attribute])).length
}

/** Policies do not match by this attribute any more. */
export async function clearIdentifiers(tx: TenantTx, attribute: string): Promise<number> {
  const cleared = await tx.run(clear, [attribute])
  await tx.run(clearLatches, [attribute])
  return cleared.length
}
