import pg from 'pg'
import { columnTypes } from './column-types.ts'
import type { Database } from './database.ts'

export interface PostgresOptions {
  url: string
  /** Connections this process may hold. */
  size?: number
  /** See Database. */
  statementNames?: boolean
}

/** Opens a pool on PostgreSQL. Connects lazily: an unreachable server shows at the first query. */
export function openPostgres({ url, size = 10, statementNames = true }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types: columnTypes,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: 'postern',
  })
  // an idle connection that the server closed is replaced by the next query; without a listener it ends the process
  pool.on('error', () => {})
  let closing: Promise<void> | undefined
  return {
    engine: 'postgres',
    pool,
    statementNames,
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}
