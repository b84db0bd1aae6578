import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openEmbedded } from '../embedded.ts'
import { migrate } from '../migrate.ts'
import { dumpSchema } from './dump.ts'
import { generateTables } from './tables.ts'

/** Writes `db/tables.ts` and `db/schema.sql` from the migrations; with `--check` compares and fails instead. */
const check = process.argv.includes('--check')
const db = await openEmbedded({ directory: null })
await migrate(db)
const made = { 'tables.ts': await generateTables(db), 'schema.sql': await dumpSchema(db) }
await db.close()
for (const [name, text] of Object.entries(made)) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url))
  if (!check) writeFileSync(path, text)
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`server/db/${name} is not what the migrations make. Run: npm run generate`)
    process.exitCode = 1
  }
}
