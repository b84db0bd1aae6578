import type { Database } from '../database.ts'

/**
 * A readable dump of the live schema in a stable order: tables with columns, constraints, indexes and policies,
 * then functions and grants. Equal on both engines; `db/schema.sql` holds it, and a test compares.
 */
export async function dumpSchema(db: Database): Promise<string> {
  const tables = await db.pool.query<{
    name: string
    secured: boolean
    forced: boolean
    partition: string | null
  }>(
    `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
            pg_get_partkeydef(c.oid) as partition
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migrations'
     order by c.relname collate "C"`,
  )
  const parts = ['-- Made by `npm run generate` from the migrations; a test keeps it equal to their result.']
  for (const table of tables.rows) {
    const lines = await columns(db, table.name)
    const constraints = await texts(
      db,
      `select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as text from pg_constraint
       where conrelid = $1::regclass and contype <> 'n' order by conname collate "C"`,
      table.name,
    )
    const partition = table.partition ? ` partition by ${table.partition}` : ''
    parts.push(`create table ${table.name} (\n  ${[...lines, ...constraints].join(',\n  ')}\n)${partition};`)
    parts.push(...(await indexes(db, table.name)))
    if (table.secured) parts.push(`alter table ${table.name} enable row level security;`)
    if (table.forced) parts.push(`alter table ${table.name} force row level security;`)
    parts.push(
      ...(await policies(db, table.name)),
      ...(await grants(db, table.name)),
      ...(await columnGrants(db, table.name)),
    )
  }
  parts.push(...(await functions(db)))
  return `${parts.join('\n')}\n`
}

async function texts(db: Database, sql: string, table: string): Promise<string[]> {
  return (await db.pool.query<{ text: string }>(sql, [table])).rows.map(row => row.text)
}

const columns = (db: Database, table: string) =>
  texts(
    db,
    `select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || case when co.collname is not null and co.collname <> 'default' then ' collate "' || co.collname || '"' else '' end
       || case when a.attnotnull then ' not null' else '' end
       || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as text
     from pg_attribute a
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     left join pg_collation co on co.oid = a.attcollation
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    table,
  )

const indexes = (db: Database, table: string) =>
  texts(
    db,
    `select pg_get_indexdef(i.indexrelid) || ';' as text from pg_index i
     left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
     where i.indrelid = $1::regclass and c.oid is null order by 1`,
    table,
  )

const policies = (db: Database, table: string) =>
  texts(
    db,
    `select 'create policy ' || p.polname || ' on ' || $1 || ' for ' ||
            case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end
            || ' to ' || (select string_agg(r.rolname, ', ' order by r.rolname) from pg_roles r where r.oid = any (p.polroles))
            || ' using (' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ')'
            || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') || ';' as text
     from pg_policy p where p.polrelid = $1::regclass order by 1`,
    table,
  )

const grants = (db: Database, table: string) =>
  texts(
    db,
    `select 'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on ' || $1 || ' to ' || grantee || ';' as text
     from information_schema.role_table_grants
     where table_schema = 'public' and table_name = $1 and grantee like 'postern\\_%' and grantee <> current_user
       and grantee in ('postern_app', 'postern_system')
     group by grantee order by grantee`,
    table,
  )

/** Rights on single columns, where the table's own grants do not already give them. */
const columnGrants = (db: Database, table: string) =>
  texts(
    db,
    `select 'grant ' || lower(c.privilege_type) || ' (' || string_agg(c.column_name, ', ' order by c.column_name)
       || ') on ' || $1 || ' to ' || c.grantee || ';' as text
     from information_schema.column_privileges c
     where c.table_schema = 'public' and c.table_name = $1 and c.grantee in ('postern_app', 'postern_system')
       and not exists (select from information_schema.role_table_grants t
         where t.table_schema = c.table_schema and t.table_name = c.table_name and t.grantee = c.grantee
           and t.privilege_type = c.privilege_type)
     group by c.grantee, c.privilege_type order by c.grantee, c.privilege_type`,
    table,
  )

async function functions(db: Database): Promise<string[]> {
  const found = await db.pool.query<{ text: string }>(
    `select pg_get_functiondef(p.oid) || ';' as text from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' order by p.proname`,
  )
  return found.rows.map(row => row.text)
}
