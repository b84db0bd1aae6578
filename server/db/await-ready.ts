import type { Config } from '../config.ts'
import type { Logger } from '../platform/logger.ts'
import { type Database, isUnavailable } from './database.ts'
import { openEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { migrateServing } from './migrate-serving.ts'
import { openPostgres } from './postgres.ts'

/** Whether requests that need the database can be served. `because` is for logs and /readyz, free of secrets. */
export type ReadyState = { readonly ready: true } | { readonly ready: false; readonly because: string }

export interface PreparedDatabase {
  readonly db: Database
  /** Resolves once the schema is this release's: start jobs then. Rejects when `giveUp` or `close` comes first. */
  readonly migrated: Promise<void>
  /** Asks the database now; for /readyz. */
  check(): Promise<ReadyState>
  /** Stops trying, so that whoever waits for `migrated` hears of it: the first step of closing. */
  giveUp(): void
  /** Gives up, then ends the pool. */
  close(): Promise<void>
}

type DatabaseNeeds = Pick<Config, 'database' | 'dataDirectory'>

const retryMilliseconds = 2_000

/**
 * Opens the database and brings its schema to this release. An unreachable PostgreSQL is no error: the process
 * serves 503 and tries again until it comes, rather than being restarted over and over.
 * @throws DataDirectoryInUse, and MigrationRefused or any refusal of PostgreSQL that waiting does not mend
 */
export async function prepareDatabase(config: DatabaseNeeds, log: Logger): Promise<PreparedDatabase> {
  const { database } = config
  if (database.engine === 'pglite') {
    const db = await openEmbedded({ directory: config.dataDirectory })
    return prepare(db, () => migrate(db), log)
  }
  const db = openPostgres(database)
  return prepare(db, () => migrateServing(db, database), log)
}

async function prepare(
  db: Database,
  bringUp: () => Promise<string[]>,
  log: Logger,
): Promise<PreparedDatabase> {
  let state: ReadyState = { ready: false, because: 'not migrated yet' }
  const stopping = new AbortController()
  const attempt = async () => {
    const applied = await bringUp()
    if (applied.length > 0) log.info({ applied }, 'database migrated')
    state = { ready: true }
  }
  let migrated: Promise<void>
  try {
    await attempt()
    migrated = Promise.resolve()
  } catch (error) {
    if (!isUnavailable(error)) {
      await db.close()
      throw error
    }
    state = { ready: false, because: 'the database cannot be reached' }
    log.error({ err: error }, 'the database cannot be reached; trying again until it can')
    migrated = keepTrying(attempt, stopping.signal, because => {
      state = { ready: false, because }
      log.error(because)
    })
    // whoever starts jobs awaits it; a close before that must not end the process
    migrated.catch(() => {})
  }
  return {
    db,
    migrated,
    check: () => (state.ready ? probe(db) : Promise.resolve(state)),
    giveUp: () => stopping.abort(),
    async close() {
      stopping.abort()
      await db.close()
    },
  }
}

async function keepTrying(
  attempt: () => Promise<void>,
  stop: AbortSignal,
  say: (because: string) => void,
): Promise<void> {
  for (;;) {
    await pause(retryMilliseconds, stop)
    try {
      return await attempt()
    } catch (error) {
      if (stop.aborted) throw error
      // also a refusal is tried again: here nobody watches an exit code, and an operator may mend it meanwhile
      if (!isUnavailable(error)) say(error instanceof Error ? error.message : 'migration failed')
    }
  }
}

async function probe(db: Database): Promise<ReadyState> {
  try {
    await db.pool.query('select 1')
    return { ready: true }
  } catch {
    return { ready: false, because: 'the database cannot be reached' }
  }
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    stop.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Error('closed before the database was ready'))
    })
  })
}
