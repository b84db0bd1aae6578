import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { jobSchemaText } from './job-schema.ts'
import { readMigrations } from './migrate.ts'

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url))

/**
 * Where `npm ci` leaves a migrated database for new embedded directories to start from. The name carries a hash
 * of the migrations and the job queue's schema: after a change the old template is not found and start falls back to initdb and migrate.
 */
export function templatePath(): string {
  const hash = createHash('sha256')
  for (const { name, sql } of readMigrations()) hash.update(name).update('\0').update(sql).update('\0')
  hash.update(jobSchemaText())
  return `${cache}template-${hash.digest('hex').slice(0, 16)}.tar.gz`
}
