import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { DataDirectoryInUse } from '../../db/data-directory.ts'
import type { Database } from '../../db/database.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { NewerRelease, pendingMigrations } from '../../db/migrate.ts'
import { openPostgres } from '../../db/postgres.ts'
import type { Clock } from '../../platform/clock.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { checkRole } from './check-role.ts'
import { checkSealed } from './check-sealed.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/**
 * The database answers, has this release's schema, the right role, the same time, and our keys open what it holds.
 * @param keys null when there are none, which is a finding of its own
 */
export async function checkDatabase(config: Config, clock: Clock, keys: KeyRing | null): Promise<Finding[]> {
  const { database, dataDirectory } = config
  if (database.engine === 'pglite' && !existsSync(join(dataDirectory, 'database', 'PG_VERSION'))) {
    return [ok('database', 'embedded, made at the first start')]
  }
  let db: Database
  try {
    db =
      database.engine === 'pglite' ? await openEmbedded({ directory: dataDirectory }) : openPostgres(database)
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse)) throw error
    return [
      warn(
        'database',
        'embedded, in use by a running server',
        'Stop the server to have the database checked.',
      ),
    ]
  }
  try {
    return await look(db, config, clock, keys)
  } finally {
    await db.close()
  }
}

async function look(db: Database, config: Config, clock: Clock, keys: KeyRing | null): Promise<Finding[]> {
  const reached = await checkReached(db)
  if (reached.level === 'fail') return [reached]
  const findings = [reached, await checkClock(db, clock), ...(await checkRole(db, config))]
  const pending = await pendingMigrations(db).catch(error => {
    if (error instanceof NewerRelease) return error
    throw error
  })
  if (pending instanceof NewerRelease) {
    return [...findings, fail('migrations', 'made by a newer release', pending.message)]
  }
  if (pending.length > 0) {
    return [...findings, warn('migrations', `pending: ${pending.join(', ')}`, 'Run: postern migrate')]
  }
  const sealed = keys ? [await checkSealed(db, keys)] : []
  return [...findings, ok('migrations', 'this release’s'), ...sealed]
}

async function checkReached(db: Database): Promise<Finding> {
  try {
    const { rows } = await db.pool.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    )
    const engine = db.engine === 'pglite' ? 'embedded PostgreSQL' : 'PostgreSQL'
    return ok('database', `${engine} ${rows[0]?.version ?? ''}`)
  } catch (error) {
    return fail(
      'database',
      `cannot be reached (${error instanceof Error && 'code' in error ? String(error.code) : 'no answer'})`,
      'Check host, port, login and password in DATABASE_URL, and that the server lets this host in (pg_hba.conf).',
    )
  }
}

const warnSeconds = 2
const failSeconds = 30

async function checkClock(db: Database, clock: Clock): Promise<Finding> {
  const before = clock.now().getTime()
  const { rows } = await db.pool.query<{ now: Date }>('select clock_timestamp() as now')
  const middle = (before + clock.now().getTime()) / 2
  const seconds = Math.abs((rows[0]?.now.getTime() ?? middle) - middle) / 1_000
  const says = `${seconds.toFixed(1)} s from the database’s`
  const mend = 'Let both machines follow a time server (NTP): sign-ins are valid for minutes.'
  if (seconds > failSeconds) return fail('clock', says, mend)
  return seconds > warnSeconds ? warn('clock', says, mend) : ok('clock', says)
}
