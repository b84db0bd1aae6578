import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const names = z.object({
  attributes: z.record(z.string(), z.string()),
  roles: z.record(z.string(), z.string()),
  locations: z.record(z.string(), z.string()),
})

/** What screens call the things that changes name: attribute uid, role id and location id to name. */
export type ChangeNames = z.infer<typeof names>

const byIds = statement(`
  select
    coalesce((select jsonb_object_agg(uid, name) from attributes where tenant_id = $1 and uid = any($2::text[])), '{}') as attributes,
    coalesce((select jsonb_object_agg(id, name) from roles where tenant_id = $1 and id = any($3::uuid[])), '{}') as roles,
    coalesce((select jsonb_object_agg(id, name) from locations where tenant_id = $1 and id = any($4::uuid[])), '{}') as locations
`)

export async function readChangeNames(
  tx: TenantTx,
  wanted: { attributes: readonly string[]; roles: readonly string[]; locations: readonly string[] },
): Promise<ChangeNames> {
  const { attributes, roles, locations } = wanted
  const [row] = await tx.run(byIds, [tx.tenant, [...attributes], [...roles], [...locations]])
  return names.parse(row)
}
