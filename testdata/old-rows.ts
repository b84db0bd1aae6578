import type { Database } from '@postern/server/db/database.ts'

/** Any id: all ids are this one, so that every foreign key finds its row. */
const id = '01890a5d-ac96-774b-bcce-b302099a8057'

/** Values by type, for columns without a default. */
const values: Readonly<Record<string, string>> = {
  uuid: `'${id}'`,
  'uuid[]': `array['${id}']::uuid[]`,
  text: `'old'`,
  'text[]': `array['old']`,
  integer: '7',
  boolean: 'false',
  jsonb: `'{"old": "value"}'`,
  bytea: `'\\x01d0'`,
  date: `'2025-12-31'`,
  'timestamp with time zone': `'2025-06-01T12:00:00Z'`,
}

interface Column {
  readonly name: string
  readonly type: string
  readonly allowed: string | null
}

/** Gives every table that has none a row, in the order the tables were made; answers the tables. */
export async function seedEmptyTables(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not relispartition and relname <> 'migrations' order by oid`,
  )
  const seeded: string[] = []
  for (const { name } of rows) {
    const found = await db.pool.query(`select 1 from ${name} limit 1`)
    if (found.rows.length > 0) continue
    const columns = await columnsOf(db, name)
    await db.pool.query(
      `insert into ${name} (${columns.map(column => column.name).join(', ')})
       values (${columns.map(valueFor).join(', ')})`,
    )
    seeded.push(name)
  }
  return seeded
}

/** Columns without a default, with the first value a check names for them. */
async function columnsOf(db: Database, table: string): Promise<Column[]> {
  const { rows } = await db.pool.query<Column>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            (select substring(pg_get_constraintdef(k.oid) from '''([^'']+)''') from pg_constraint k
             where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
               and pg_get_constraintdef(k.oid) like '%ARRAY[%') as allowed
     from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and not a.atthasdef order by a.attnum`,
    [table],
  )
  return rows
}

function valueFor({ name, type, allowed }: Column): string {
  const value = allowed === null ? values[type] : `'${allowed}'`
  if (value === undefined) throw new Error(`old-rows.ts has no value for ${name} ${type}`)
  return value
}

/** Every row of every table as JSON. */
export async function everyRow(db: Database): Promise<Map<string, Record<string, unknown>[]>> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not relispartition and relname <> 'migrations' order by relname`,
  )
  const found = new Map<string, Record<string, unknown>[]>()
  for (const { name } of rows) {
    const all = await db.pool.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${name} t order by to_jsonb(t)::text`,
    )
    found.set(
      name,
      all.rows.map(({ row }) => row),
    )
  }
  return found
}
