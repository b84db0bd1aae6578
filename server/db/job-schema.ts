import type { PoolClient, QueryResult } from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'

/** The schema of the job queue (pg-boss). Made and upgraded with the migrations; the server itself never alters it. */
export const jobSchema = 'pgboss'

type Query = (text: string) => Promise<QueryResult>

/** Everything that makes the schema, as SQL. Its text changes with the release, so templates may hash it. */
export const jobSchemaText = (): string => getConstructionPlans(jobSchema)

/** The version this release of pg-boss works with. */
function wantedVersion(): number {
  const found = /INSERT INTO pgboss\.version\(version\) VALUES \('(\d+)'\)/.exec(jobSchemaText())
  if (!found) throw new Error('This release of pg-boss tells its schema version in another way.')
  return Number(found[1])
}

async function installedVersion(query: Query): Promise<number | null> {
  // by catalogue and not by to_regclass, which refuses to look into a schema one may not use
  const exists = await query(
    `select 1 from pg_tables where schemaname = '${jobSchema}' and tablename = 'version'`,
  )
  if (exists.rows.length === 0) return null
  const found = await query(`select version from ${jobSchema}.version`)
  return Number(found.rows[0]?.version)
}

/** The step that is missing, as a name for lists, or null. */
export async function pendingJobSchema(query: Query): Promise<string | null> {
  const wanted = wantedVersion()
  return (await installedVersion(query)) === wanted ? null : `job queue ${wanted}`
}

/**
 * Brings the queue's schema to this release and lets the serving role use it. Needs the owner's rights, and the
 * caller's migration lock. Returns the name of what was done, or null.
 */
export async function migrateJobSchema(client: PoolClient): Promise<string | null> {
  const query: Query = text => client.query(text)
  const pending = await pendingJobSchema(query)
  if (pending === null) return null
  const installed = await installedVersion(query)
  // CONCURRENTLY cannot run in a script, and nothing is served from these small tables meanwhile
  await query(
    installed === null
      ? jobSchemaText()
      : getMigrationPlans(jobSchema, installed).replaceAll(' CONCURRENTLY', ''),
  )
  await query(`grant usage on schema ${jobSchema} to postern_system`)
  await query(`grant select, insert, update, delete on all tables in schema ${jobSchema} to postern_system`)
  return pending
}
