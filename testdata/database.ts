import { randomBytes } from 'node:crypto'
import type { TenantId } from '@postern/contract/ids.ts'
import type { Database } from '@postern/server/db/database.ts'
import { openEmbedded } from '@postern/server/db/embedded.ts'
import { migrate } from '@postern/server/db/migrate.ts'
import { openPostgres } from '@postern/server/db/postgres.ts'
import { q } from '@postern/server/db/query.ts'
import { withSystem } from '@postern/server/db/transaction.ts'
import { systemIds } from '@postern/server/platform/ids.ts'
import pg from 'pg'

/** The engine this test process runs on, set by the test runner; PGlite when a file is run by hand. */
export const engine = process.env.POSTERN_TEST_ENGINE === 'postgres' ? 'postgres' : 'pglite'

export interface TestDatabase extends Database {
  /** Connection string of the serving (non-owner) role; null on PGlite. A second process opens it. */
  readonly url: string | null
  /** Connection string of the owner, who migrates; null on PGlite. */
  readonly ownerUrl: string | null
  /** Runs SQL as the owner, outside row-level security: to prepare and to look, never what is tested. */
  owner<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

/** A migrated, empty database of its own. On PostgreSQL the server serves as a role that owns nothing. */
export async function testDatabase(): Promise<TestDatabase> {
  return engine === 'postgres' ? postgresDatabase() : embeddedDatabase(null)
}

/** One on PGlite; on disk, a server may open the directory after `close`. */
export async function embeddedDatabase(directory: string | null): Promise<TestDatabase> {
  const db = await openEmbedded({ directory })
  await migrate(db)
  return Object.assign(db, {
    url: null,
    ownerUrl: null,
    owner: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await db.pool.query<Row>(sql, [...values])).rows,
  })
}

/** A database that was never migrated, as its owner sees it. */
export interface EmptyDatabase {
  /** Two pools, as two processes would have; on PGlite, which serves one process, the same one twice. */
  readonly owners: readonly [Database, Database]
  close(): Promise<void>
}

export async function emptyDatabase(): Promise<EmptyDatabase> {
  if (engine === 'pglite') {
    const db = await openEmbedded({ directory: null })
    // it started from the migrated template, because initdb takes seconds
    await db.pool.query(`drop schema public cascade; create schema public; drop schema if exists pgboss cascade;
      drop owned by postern_app, postern_system; drop role postern_app, postern_system`)
    return { owners: [db, db], close: () => db.close() }
  }
  const { ownerUrl, drop } = await createDatabase()
  const owners = [openPostgres({ url: ownerUrl.href }), openPostgres({ url: ownerUrl.href })] as const
  return {
    owners,
    close: closing(async () => {
      for (const owner of owners) await owner.close()
      await drop()
    }),
  }
}

async function createDatabase(superuser = process.env.POSTERN_TEST_POSTGRES) {
  if (!superuser)
    throw new Error('POSTERN_TEST_POSTGRES must name a PostgreSQL superuser connection; npm test sets it.')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: superuser })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.query(`create role ${name} login password '${name}' nosuperuser nobypassrls`)
  const ownerUrl = new URL(superuser)
  ownerUrl.pathname = `/${name}`
  const drop = async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.query(`drop role ${name}`)
    await admin.end()
  }
  return { name, ownerUrl, drop }
}

/** One on PostgreSQL, dropped by `close`. @param superuser names the server; by default that of the test runner */
export async function postgresDatabase(superuser?: string): Promise<TestDatabase> {
  const { name, ownerUrl, drop } = await createDatabase(superuser)
  const owner = openPostgres({ url: ownerUrl.href, size: 2 })
  await migrate(owner)
  await owner.pool.query(`grant postern_app, postern_system to ${name}`)
  await owner.pool.query(`grant select on migrations to ${name}`)
  const servingUrl = new URL(ownerUrl)
  servingUrl.username = name
  servingUrl.password = name
  const db = openPostgres({ url: servingUrl.href })
  return Object.assign(db, {
    url: servingUrl.href,
    ownerUrl: ownerUrl.href,
    owner: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await owner.pool.query<Row>(sql, [...values])).rows,
    close: closing(async () => {
      await db.pool.end()
      await owner.close()
      await drop()
    }),
  })
}

function closing(end: () => Promise<void>): () => Promise<void> {
  let ended: Promise<void> | undefined
  return () => {
    ended ??= end()
    return ended
  }
}

/** Adds a tenant answering on a host and returns its id. */
export async function addTenant(db: Database, uid: string, host = `${uid}.example.test`): Promise<TenantId> {
  const id = systemIds.next<TenantId>()
  await withSystem(db, async tx => {
    await tx.all(q.insertInto('tenants').values({ id, uid, name: uid, canonical_origin: `http://${host}` }))
    await tx.all(q.insertInto('tenant_hosts').values({ host, tenant_id: id }))
  })
  return id
}
