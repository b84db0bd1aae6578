import { PgBoss } from 'pg-boss'
import { type Database, isUnavailable } from '../db/database.ts'
import { jobSchema } from '../db/job-schema.ts'
import type { Logger } from '../platform/logger.ts'

/**
 * pg-boss over the one pool. A connection of its own would run inside whatever transaction is open on the embedded
 * database (docs/decisions, one pool); its schema is made by `postern migrate`, so the serving role needs no DDL.
 */
export function jobQueue(db: Database, log: Logger): PgBoss {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => execute(db, text, values) },
    schema: jobSchema,
    migrate: false,
    // both need the owner's rights; the tables stay small
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', error => {
    if (isUnavailable(error)) log.warn('the job queue cannot reach the database')
    else log.error({ err: error }, 'the job queue failed')
  })
  boss.on('warning', ({ message }) => log.warn({ said: message }, 'the job queue warns'))
  return boss
}

/**
 * Some of pg-boss's texts are scripts from `begin` to `commit`. When one fails half-way the connection is still in
 * its aborted transaction: it must not go back into the pool like that.
 */
async function execute(db: Database, text: string, values: unknown[] | undefined) {
  const client = await db.pool.connect()
  let broken = false
  try {
    return await client.query(text, values)
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}
