import type { TenantId } from '@postern/contract/ids.ts'
import type { TestDatabase } from './database.ts'

/** A hash of every row that a tenant owns in any table: equal before and after means that nothing was written. */
export async function tenantDigest(db: TestDatabase, tenant: TenantId): Promise<Record<string, string>> {
  const tables = await db.owner<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  )
  const digest: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await db.owner<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text collate "C"), '')) as digest
       from ${name} t where tenant_id = $1`,
      [tenant],
    )
    digest[name] = row?.digest ?? ''
  }
  return digest
}
