import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

type Named = { id: string }

const active = (table: string, condition: string) =>
  statement<Named>(`select id from ${table} where id = any($1) and ${condition}`)

const statements = {
  organization: active('organizations', `status = 'active'`),
  directory: active('directories', `status = 'active'`),
  portal: active('portals', `state <> 'archived'`),
  user_type: active('user_types', `status = 'active'`),
  role: active('roles', `status = 'active'`),
}

/** Which of these ids name something of the tenant that is not archived. */
export async function existing(
  tx: TenantTx,
  what: keyof typeof statements,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.run<Named>(statements[what], [[...ids]])
  return new Set(rows.map(row => row.id))
}
