import { z } from 'zod'
import { openKeys } from '../config/open-keys.ts'
import { readConfig } from '../config.ts'
import { openEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { migrateServing } from '../db/migrate-serving.ts'
import { openPostgres } from '../db/postgres.ts'
import { systemIds } from '../platform/ids.ts'
import { command } from './command.ts'
import { exit } from './exit-codes.ts'

export default command({
  summary: 'Brings the database to this release, and lets the login of DATABASE_URL serve on it.',
  options: {},
  schema: z.object({}),
  async run(_options, { env, out }) {
    const config = readConfig(env)
    const { database, dataDirectory } = config
    // a database never comes about without the keys that will seal what it holds
    openKeys(config, systemIds)
    const postgres = database.engine === 'postgres'
    const db = postgres ? openPostgres(database) : await openEmbedded({ directory: dataDirectory })
    try {
      const applied = postgres ? await migrateServing(db, database) : await migrate(db)
      for (const name of applied) out(`applied ${name}`)
      if (applied.length === 0) out('The database is up to date.')
      return exit.ok
    } finally {
      await db.close()
    }
  },
})
