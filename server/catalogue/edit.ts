import { sql, type Updateable } from 'kysely'
import { q } from '../db/query.ts'
import type { Tables } from '../db/tables.ts'
import type { TenantTx } from '../db/transaction.ts'

type ConfiguredTable =
  | 'organizations'
  | 'directories'
  | 'portals'
  | 'connections'
  | 'user_types'
  | 'roles'
  | 'groups'
  | 'locations'
  | 'profile_types'
  | 'attributes'

type Changes<Table extends ConfiguredTable> = {
  [Column in keyof Updateable<Tables[Table]>]?: Updateable<Tables[Table]>[Column] | undefined
}

/**
 * Edits one configured row that is still at `version`; columns left undefined stay. Answers false when somebody
 * else edited it first.
 */
export async function edit<Table extends ConfiguredTable>(
  tx: TenantTx,
  table: Table,
  { id, version }: { id: string; version: number },
  changes: Changes<Table>,
  now: Date,
): Promise<boolean> {
  const sets = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  const statement = sql<{ id: string }>`
    update ${sql.table(table)}
    set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${now}`])}
    where id = ${id} and version = ${version}
    returning id`
  return (await tx.first({ compile: () => statement.compile(q) })) !== undefined
}
