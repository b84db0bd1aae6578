import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

// What JavaScript's \s takes for white space: core/matching/match-value.ts compares values in this form.
const space = String.raw`[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+`

/** Longer values fit no index; a sign-in that brings one is refused by name. */
const longestBytes = 2_000

const backfill = statement<{ profile_id: string }>(`
  insert into identifiers (tenant_id, attribute_uid, value, profile_id, profile_type_id)
  select tenant_id, $1, value, id, profile_type_id
  from profiles, btrim(regexp_replace(attributes ->> $1, '${space}', ' ', 'g')) as value
  where value <> '' and octet_length(value) <= ${longestBytes}
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

const matching = statement<{ name: string }>(`
  select c.name from connections c
  join policies p on p.tenant_id = c.tenant_id and p.connection_id = c.id and p.version = c.policy_version
  where c.state <> 'archived' and p.document -> 'match' ->> 'attribute' = $1
  order by c.name limit 1`)

/** A connection whose policy in force matches people by the attribute, or null. */
export async function connectionMatchingBy(tx: TenantTx, attribute: string): Promise<string | null> {
  return (await tx.run(matching, [attribute]))[0]?.name ?? null
}
