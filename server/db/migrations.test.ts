import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'node:test'
import { type EmptyDatabase, emptyDatabase } from '../../testdata/database.ts'
import { everyRow, seedEmptyTables } from '../../testdata/old-rows.ts'
import { dumpSchema } from './generate/dump.ts'
import { migrate, pendingMigrations, readMigrations } from './migrate.ts'
import { migrateServing } from './migrate-serving.ts'

const checkedDump = readFileSync(new URL('schema.sql', import.meta.url), 'utf8')
const names = readMigrations().map(migration => migration.name)

let database: EmptyDatabase
beforeEach(async () => {
  database = await emptyDatabase()
})
afterEach(() => database.close())

test('an empty database becomes exactly schema.sql, once', async () => {
  const [db] = database.owners
  assert.deepEqual(await pendingMigrations(db), names)
  const applied = await migrate(db)
  assert.deepEqual(applied.slice(0, -1), names)
  assert.match(applied.at(-1) ?? '', /^job queue /)
  assert.equal(await dumpSchema(db), checkedDump)
  assert.deepEqual(await pendingMigrations(db), [])
  assert.deepEqual(await migrate(db), [], 'a second time does nothing')
})

test('migrations are numbered without a gap, so that two branches cannot add the same number unseen', () => {
  assert.deepEqual(
    names.map(name => Number(name.slice(0, 4))),
    names.map((_, index) => index + 1),
  )
})

test('each release’s data survives every later migration', async () => {
  const [db] = database.owners
  let before = new Map<string, Record<string, unknown>[]>()
  const seeded: string[] = []
  for (const name of names) {
    assert.deepEqual(await migrate(db, name), [name])
    const now = await everyRow(db)
    for (const [table, rows] of before) {
      rows.forEach((row, index) => {
        assert.partialDeepStrictEqual(now.get(table)?.[index], row, `${name} changed ${table}`)
      })
    }
    seeded.push(...(await seedEmptyTables(db)))
    before = await everyRow(db)
  }
  assert.ok(seeded.includes('profiles') && seeded.includes('audit_events') && seeded.includes('sessions'))
  await migrate(db)
  assert.deepEqual(await everyRow(db), before, 'the job queue has tables of its own')
  assert.equal(await dumpSchema(db), checkedDump)
})

test('two processes that start at once apply each migration once', async () => {
  const [one, other] = database.owners
  const applied = await Promise.all([migrate(one), migrate(other), migrate(one), migrate(other)])
  assert.deepEqual(
    applied.map(list => list.length).sort((a, b) => a - b),
    [0, 0, 0, names.length + 1],
    'one did all of it, the others found nothing to do',
  )
  const rows = await one.pool.query<{ name: string }>('select name from migrations order by name')
  assert.deepEqual(
    rows.rows.map(row => row.name),
    names,
  )
  assert.equal(await dumpSchema(one), checkedDump)
})

test('a database migrated by a newer release is refused, whoever looks, and left as it is', async () => {
  const [db] = database.owners
  await migrate(db)
  await db.pool.query(`insert into migrations (name) values ('9999_future.sql')`)
  const newer = /migrated by a newer release \(9999_future\.sql\)/
  await assert.rejects(migrate(db), newer)
  await assert.rejects(pendingMigrations(db), newer)
  await assert.rejects(migrateServing(db, { migrateUrl: null }), newer, 'also where nothing is pending')
  // the lock was given back
  await db.pool.query(`delete from migrations where name = '9999_future.sql'`)
  assert.deepEqual(await migrate(db), [])
})

test('a migration that fails leaves nothing of itself, and the next start goes on from there', async () => {
  const [db] = database.owners
  const last = names.at(-1) ?? ''
  await migrate(db, names.at(-2))
  await db.pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
    create trigger refuse before insert on migrations for each row execute function refuse()`)
  const before = await dumpSchema(db)
  await assert.rejects(migrate(db), new RegExp(`Migration ${last} failed: the disk is full`))
  assert.equal(await dumpSchema(db), before)
  const { rows } = await db.pool.query('select name from migrations order by name')
  assert.deepEqual(
    rows.map(row => row.name),
    names.slice(0, -1),
  )
  await db.pool.query('drop function refuse cascade')
  assert.equal((await migrate(db)).at(0), last)
  assert.equal(await dumpSchema(db), checkedDump)
})
