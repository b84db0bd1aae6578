import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../testdata/database.ts'

/** Read before a tenant is known: their keys do not lead with tenant_id. */
const registry = ['tenant_hosts', 'tenants']

/** Tables that relay, sealer and scheduler reach across tenants, each with what they may do there. */
const ofTheSystem: Readonly<Record<string, string>> = {
  attempts: 'delete, select, update (detail)',
  audit_events: 'select, update (written_by)',
  audit_segments: 'insert, select',
  challenges: 'delete, select',
  consumed_assertions: 'delete, select',
  flows: 'delete, select',
  idempotency_keys: 'delete, select',
  outbox: 'delete, select, update',
  sessions: 'delete, select',
  tenant_hosts: 'delete, insert, select',
  tenants: 'insert, select, update',
  throttles: 'delete, select',
}

/** Rows about people, of which there are millions: no foreign key looks anything up in the configuration. */
const people = [
  ...[
    'accounts',
    'administrators',
    'attempts',
    'audit_events',
    'consumed_assertions',
    'credentials',
    'flows',
  ],
  ...['group_members', 'history', 'identifiers', 'links', 'match_latches', 'profiles', 'role_grants'],
  ...['search_terms', 'sessions', 'stamps'],
]

const configuration = [
  ...['attributes', 'connections', 'directories', 'groups', 'locations', 'organizations', 'policies'],
  ...['portals', 'profile_types', 'role_portals', 'roles', 'user_types'],
]

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

const names = async (sql: string, values: readonly unknown[] = []): Promise<string[]> =>
  (await db.owner<{ name: string }>(sql, values)).map(row => row.name)

/** Ordinary and partitioned tables of the schema, partitions apart. */
const tables = `pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  and not c.relispartition and c.relname <> 'migrations'`

const tenantOwned = `pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and not (c.relname = any ($1))`

const leadlessKeys = () =>
  names(
    `select i.indexrelid::regclass::text as name from ${tenantOwned.replace('where', 'join pg_index i on i.indrelid = c.oid where')}
     and i.indisunique and i.indkey[0] <> a.attnum order by 1`,
    [registry],
  )

const leadlessForeignKeys = () =>
  names(
    `select f.conrelid::regclass || ' ' || f.conname as name from pg_constraint f
     join pg_attribute here on here.attrelid = f.conrelid and here.attnum = f.conkey[1]
     join pg_attribute there on there.attrelid = f.confrelid and there.attnum = f.confkey[1]
     where f.contype = 'f' and f.connamespace = 'public'::regnamespace and not (f.conrelid::regclass::text = any ($1))
       and not (here.attname = 'tenant_id' and there.attname = 'tenant_id' and cardinality(f.conkey) >= 2) order by 1`,
    [registry],
  )

const keysFromPeople = () =>
  names(
    `select conrelid::regclass || ' → ' || confrelid::regclass as name from pg_constraint
     where contype = 'f' and conrelid::regclass::text = any ($1) and confrelid::regclass::text = any ($2)`,
    [people, configuration],
  )

const unprotected = () =>
  names(`select c.relname as name from ${tables} and not (c.relrowsecurity and c.relforcerowsecurity)`)

test('every table belongs to a tenant, but for the registry, and nothing else hides data', async () => {
  const owned = await names(`select c.relname as name from ${tenantOwned}`, [registry])
  const all = await names(`select c.relname as name from ${tables} order by c.relname collate "C"`)
  assert.deepEqual(
    all.filter(name => !owned.includes(name)),
    registry,
  )
  assert.deepEqual(
    [...people, ...configuration].filter(name => !all.includes(name)),
    [],
    'a table named here is gone',
  )
  const views = await names(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f', 'S')`,
  )
  assert.deepEqual(views, [], 'a view or a sequence has no row-level security of its own')
})

test('tenant_id is never null and leads every primary key, unique constraint and unique index', async () => {
  const nullable = await names(`select c.relname as name from ${tenantOwned} and not a.attnotnull`, [
    registry,
  ])
  assert.deepEqual(nullable, [])
  const without = await names(
    `select c.relname as name from ${tenantOwned}
     and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
    [registry],
  )
  assert.deepEqual(without, [], 'no primary key')
  assert.deepEqual(await leadlessKeys(), [])
})

test('every foreign key between tenants’ tables is composite and leads with tenant_id on both sides', async () => {
  assert.deepEqual(await leadlessForeignKeys(), [])
})

test('no foreign key leads from people to configuration', async () => {
  assert.deepEqual(await keysFromPeople(), [])
})

test('row-level security is on and forced everywhere, with the tenant policy for those who serve', async () => {
  assert.deepEqual(await unprotected(), [])
  const expressions = await db.owner<{ tablename: string; qual: string; with_check: string | null }>(
    `select tablename, qual, with_check from pg_policies
     where schemaname = 'public' and roles = '{postern_app}' and permissive = 'PERMISSIVE' and cmd = 'ALL'`,
  )
  const isTenant = (text: string | null) =>
    text !== null && /^\((tenant_id|id) = \( SELECT current_tenant\(\) AS current_tenant\)\)$/.test(text)
  for (const { tablename, qual, with_check } of expressions) {
    assert.ok(isTenant(qual), `${tablename}: ${qual}`)
    assert.ok(with_check === null || isTenant(with_check), `${tablename}: ${with_check}`)
  }
  const all = await names(`select c.relname as name from ${tables} order by 1`)
  assert.deepEqual(expressions.map(row => row.tablename).sort(), all.sort(), 'exactly one policy each')
})

test('the system role has policies and privileges on the named tables only', async () => {
  const policies = await names(
    `select distinct tablename as name from pg_policies where 'postern_system' = any (roles) order by 1`,
  )
  assert.deepEqual(policies, Object.keys(ofTheSystem))
  const granted = await db.owner<{ table: string; may: string }>(
    `select "table", string_agg(may, ', ' order by may) as may from (
       select table_name::text as "table", lower(privilege_type) as may from information_schema.role_table_grants
       where grantee = 'postern_system' and table_schema = 'public'
       union all
       select c.relname, 'update (' || a.attname || ')' from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attacl::text like '%postern_system=w/%' and c.relnamespace = 'public'::regnamespace) as grants
     group by 1 order by 1`,
  )
  assert.deepEqual(Object.fromEntries(granted.map(row => [row.table, row.may])), ofTheSystem)
})

test('partitions are reached through their table alone', async () => {
  const partitions = await names(
    `select relname as name from pg_class where relispartition and relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
  assert.deepEqual(partitions, ['attempts_default', 'audit_events_default'])
  const reached = await names(
    `select p || ' ' || r as name from unnest($1::text[]) as p, unnest('{postern_app,postern_system}'::text[]) as r
     where has_table_privilege(r, p, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(r, p, 'select, insert, update, references')`,
    [partitions],
  )
  assert.deepEqual(reached, [])
})

test('the working roles own nothing, log in nowhere and bypass nothing', async () => {
  const roles = await db.owner(
    `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreatedb, rolcreaterole,
            (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
     from pg_roles r where rolname like 'postern\\_%' order by 1`,
  )
  const plain = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreatedb: false }
  assert.deepEqual(roles, [
    { rolname: 'postern_app', ...plain, rolcreaterole: false, owns: 0 },
    { rolname: 'postern_system', ...plain, rolcreaterole: false, owns: 0 },
  ])
  const raised = await names(
    `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
  )
  assert.deepEqual(raised, [], 'no function runs with its owner’s rights')
  const wide = await names(
    `select c.relname as name from ${tables} and (has_table_privilege('postern_app', c.oid, 'truncate')
       or has_table_privilege('postern_app', c.oid, 'references') or has_table_privilege('postern_app', c.oid, 'trigger'))`,
  )
  assert.deepEqual(wide, [])
})

test('a table that breaks the rules is found', async () => {
  await db.owner(
    `create table broken (tenant_id uuid not null, id uuid primary key, other uuid references broken (id))`,
  )
  await db.owner(`create unique index broken_other on broken (other)`)
  await db.owner(
    'alter table sessions add constraint to_portal foreign key (tenant_id, portal_id) references portals (tenant_id, id)',
  )
  assert.deepEqual(await leadlessKeys(), ['broken_other', 'broken_pkey'])
  assert.deepEqual(await leadlessForeignKeys(), ['broken broken_other_fkey'])
  assert.deepEqual(await unprotected(), ['broken'])
  assert.deepEqual(await keysFromPeople(), ['sessions → portals'])
})
