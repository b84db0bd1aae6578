import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { postgresUnavailable, startPostgres } from '../../testdata/postgres.ts'
import { createLogger } from '../platform/logger.ts'
import { prepareDatabase } from './await-ready.ts'
import { DataDirectoryInUse } from './data-directory.ts'
import { MigrationRefused } from './migrate-serving.ts'
import { openPostgres } from './postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-ready-'))
// PostgreSQL runs as another user when the tests run as root, and must reach its folder
chmodSync(folder, 0o755)
after(() => rmSync(folder, { recursive: true, force: true }))
const log = createLogger('silent')
const noPostgres = postgresUnavailable() ?? false

test('the embedded database is ready at once, and a second process is refused', async () => {
  const config = { database: { engine: 'pglite' as const }, dataDirectory: join(folder, 'embedded') }
  const prepared = await prepareDatabase(config, log)
  await prepared.migrated
  assert.deepEqual(await prepared.check(), { ready: true })
  await assert.rejects(prepareDatabase(config, log), DataDirectoryInUse)
  await prepared.close()
})

function postgresAt(port: number, login: string, migrateAs: string | null) {
  const url = (user: string) => `postgres://${user}@127.0.0.1:${port}/postgres`
  return {
    dataDirectory: folder,
    database: {
      engine: 'postgres' as const,
      url: url(login),
      migrateUrl: migrateAs === null ? null : url(migrateAs),
      statementNames: true,
    },
  }
}

test('PostgreSQL: waited for, migrated by the owner, served by another, gone again', {
  skip: noPostgres,
}, async () => {
  const dir = join(folder, 'postgres')
  const first = await startPostgres({ dir })
  const { port } = first
  const superuser = openPostgres({ url: first.superuserUrl, size: 1 })
  await superuser.pool.query('create role serving login nosuperuser')
  await assert.rejects(prepareDatabase(postgresAt(port, 'serving', null), log), MigrationRefused)
  await superuser.close()
  await first.stop()

  const prepared = await prepareDatabase(postgresAt(port, 'serving', 'postgres'), log)
  assert.equal((await prepared.check()).ready, false, 'the process runs and says that it cannot serve')

  const second = await startPostgres({ dir, port })
  await prepared.migrated
  assert.deepEqual(await prepared.check(), { ready: true })
  const { rows } = await prepared.db.pool.query(
    `select session_user::text as login, pg_has_role('postern_app', 'member') as serves, rolsuper
     from pg_roles where rolname = session_user`,
  )
  assert.deepEqual(rows, [{ login: 'serving', serves: true, rolsuper: false }])

  const again = await prepareDatabase(postgresAt(port, 'serving', null), log)
  assert.deepEqual(await again.check(), { ready: true }, 'nothing is pending, so no owner is needed')
  await again.close()

  await second.stop()
  assert.equal((await prepared.check()).ready, false)
  await prepared.close()
})

test('closing while waiting ends the waiting', { skip: noPostgres }, async () => {
  const prepared = await prepareDatabase(postgresAt(1, 'serving', null), log)
  prepared.giveUp()
  await assert.rejects(prepared.migrated, /closed before/)
  await prepared.close()
})
