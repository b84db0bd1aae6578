import type { Database } from './database.ts'
import { grantServing, migrate, pendingMigrations } from './migrate.ts'
import { openPostgres } from './postgres.ts'

/** The serving login may not change the schema, and no owner was named. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused'
}

interface PostgresAccess {
  readonly migrateUrl: string | null
}

/**
 * Brings PostgreSQL to this release before `db` serves on it: as the owner when POSTERN_MIGRATE_URL names one,
 * otherwise as the serving login itself if it may. Returns the names applied now.
 * @throws MigrationRefused
 */
export async function migrateServing(db: Database, { migrateUrl }: PostgresAccess): Promise<string[]> {
  const { rows } = await db.pool.query<{ login: string }>('select session_user::text as login')
  const login = rows[0]?.login ?? ''
  return migrateUrl === null ? migrateAsServing(db, login) : migrateAsOwner(migrateUrl, login)
}

async function migrateAsOwner(url: string, login: string): Promise<string[]> {
  const owner = openPostgres({ url, size: 2 })
  try {
    const applied = await migrate(owner)
    await grantServing(owner, login)
    return applied
  } finally {
    await owner.close()
  }
}

async function migrateAsServing(db: Database, login: string): Promise<string[]> {
  try {
    if ((await pendingMigrations(db)).length === 0) return []
    const applied = await migrate(db)
    await grantServing(db, login)
    return applied
  } catch (error) {
    if (!lacksRights(error)) throw error
    throw new MigrationRefused(
      `The login ${login} of DATABASE_URL may not bring the database to this release. Name the owner in ` +
        'POSTERN_MIGRATE_URL, or run `postern migrate` with it.',
      { cause: error },
    )
  }
}

/** SQLSTATE 42501 insufficient_privilege, also where a migration wrapped it. */
function lacksRights(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === '42501') return true
  }
  return false
}
