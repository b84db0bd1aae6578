import { Kysely, PostgresDialect } from 'kysely'
import { PostgresDialect as Generator, generate } from 'kysely-codegen'
import type { Database } from '../database.ts'

/** TypeScript row types of the live, migrated schema: the text of `db/tables.ts`. */
export async function generateTables(db: Database): Promise<string> {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pool }) })
  const text = await generate({
    db: kysely,
    dialect: new Generator(),
    excludePattern: '(pgboss.*|migrations)',
    typeMapping: { date: 'string', timestamptz: 'Date' },
    singularize: false,
    typeOnlyImports: true,
  })
  return text.replace('export interface DB {', 'export interface Tables {')
}
