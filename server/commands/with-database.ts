import type { TenantId } from '@postern/contract/ids.ts'
import { tenantId } from '@postern/contract/ids.ts'
import { openKeys } from '../config/open-keys.ts'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { openEmbedded } from '../db/embedded.ts'
import { migrate, pendingMigrations } from '../db/migrate.ts'
import { openPostgres } from '../db/postgres.ts'
import { q } from '../db/query.ts'
import { withSystem } from '../db/transaction.ts'
import { systemClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import type { Services } from '../services.ts'
import type { CommandContext } from './command.ts'
import { CommandFailed } from './exit-codes.ts'

/**
 * Opens the configured database for one command and closes it again. The embedded one is migrated on the way, because
 * nobody else is using it; on PostgreSQL pending migrations are refused.
 */
export async function withServices<Result>(
  { env }: Pick<CommandContext, 'env'>,
  work: (services: Services, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(env)
  const keys = openKeys(config, systemIds)
  const db = await openDatabase(config)
  try {
    return await work({ db, keys, clock: systemClock, ids: systemIds }, config)
  } finally {
    await db.close()
  }
}

async function openDatabase({ database, dataDirectory }: Config): Promise<Database> {
  if (database.engine === 'pglite') {
    const db = await openEmbedded({ directory: dataDirectory })
    await migrate(db)
    return db
  }
  const db = openPostgres(database)
  const pending = await pendingMigrations(db).catch(async error => {
    await db.close()
    throw error
  })
  if (pending.length === 0) return db
  await db.close()
  throw new CommandFailed(`The database lacks ${pending.join(', ')}. Run: postern migrate`)
}

/** The tenant of a uid; without one, the only tenant there is. @throws CommandFailed */
export async function tenantByUid(db: Database, uid: string | undefined): Promise<TenantId> {
  const rows = await withSystem(db, tx =>
    tx.all(q.selectFrom('tenants').select(['id', 'uid']).orderBy('uid')),
  )
  const found = uid === undefined && rows.length === 1 ? rows[0] : rows.find(row => row.uid === uid)
  if (found) return tenantId.parse(found.id)
  const known = rows.map(row => row.uid).join(', ')
  if (rows.length === 0) throw new CommandFailed('There is no tenant yet. Run: postern tenant create')
  throw new CommandFailed(
    uid === undefined
      ? `There are several tenants. Name one with --tenant: ${known}`
      : `There is no tenant ${uid}. There are: ${known}`,
  )
}
