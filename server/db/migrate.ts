import { readdirSync, readFileSync } from 'node:fs'
import type { PoolClient } from 'pg'
import type { Database } from './database.ts'
import { migrateJobSchema, pendingJobSchema } from './job-schema.ts'

/** This release does not know what the database holds, and must not serve on it. */
export class NewerRelease extends Error {
  override name = 'NewerRelease'
}

export interface Migration {
  /** File name, for example `0003_people.sql`; order of names is order of application. */
  name: string
  sql: string
}

const folder = new URL('./migrations/', import.meta.url)

/** Every migration of this release, in order. */
export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }))
}

/** Any constant: the advisory lock that lets two nodes start at once. */
const migrationLock = 7_061_966_201

/**
 * Brings the database to this release: each missing migration in its own transaction, forward only, under an
 * advisory lock; then the job queue's schema. Returns the names applied now. Needs the owner's rights.
 * @throws NewerRelease
 */
export async function migrate(db: Database, upTo?: string): Promise<string[]> {
  const client = await db.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    try {
      const applied = await applyMissing(client, upTo)
      const queue = upTo === undefined ? await migrateJobSchema(client) : null
      return queue === null ? applied : [...applied, queue]
    } finally {
      await client.query('select pg_advisory_unlock($1)', [migrationLock])
    }
  } finally {
    client.release()
  }
}

async function applyMissing(client: PoolClient, upTo: string | undefined): Promise<string[]> {
  await client.query(`create table if not exists migrations (
    name text primary key, applied_at timestamptz not null default now())`)
  const done = new Set(
    (await client.query<{ name: string }>('select name from migrations')).rows.map(row => row.name),
  )
  const known = readMigrations()
  refuseNewer(done, known)
  const applied: string[] = []
  for (const migration of known) {
    if (done.has(migration.name) || (upTo !== undefined && migration.name > upTo)) continue
    await applyOne(client, migration)
    applied.push(migration.name)
  }
  return applied
}

function refuseNewer(done: ReadonlySet<string>, known: readonly Migration[]): void {
  const unknown = [...done].filter(name => !known.some(migration => migration.name === name))
  if (unknown.length === 0) return
  throw new NewerRelease(
    `The database was migrated by a newer release (${unknown.join(', ')}). Start that release instead.`,
  )
}

async function applyOne(client: PoolClient, { name, sql }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migrations (name) values ($1)', [name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/**
 * The migrations, and the job queue's schema, that this release knows and the database has not seen.
 * @throws NewerRelease
 */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const exists = await db.pool.query<{ found: boolean }>(
    `select to_regclass('migrations') is not null as found`,
  )
  const known = readMigrations()
  if (!exists.rows[0]?.found) return known.map(migration => migration.name)
  const { rows } = await db.pool.query<{ name: string }>('select name from migrations')
  const done = new Set(rows.map(row => row.name))
  refuseNewer(done, known)
  const queue = await pendingJobSchema(text => db.pool.query(text))
  return known
    .map(migration => migration.name)
    .filter(name => !done.has(name))
    .concat(queue ?? [])
}

/** Lets a login role of PostgreSQL serve: it may switch to the two working roles and read what is applied. */
export async function grantServing(db: Database, login: string): Promise<void> {
  const quoted = `"${login.replaceAll('"', '""')}"`
  await db.pool.query(`grant postern_app, postern_system to ${quoted}`)
  await db.pool.query(`grant select on migrations to ${quoted}`)
}
