import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { templatePath } from './template.ts'

/** Run by `npm ci`: leaves a migrated, compressed database from which new data directories start quickly. */
const path = templatePath()
if (!existsSync(path)) {
  const pglite = await PGlite.create()
  const pool = new pg.Pool({ ...createPgConfig(pglite), max: 1 })
  await migrate({ engine: 'pglite', pool, close: async () => {} })
  await pool.end()
  const dump = await pglite.dumpDataDir('gzip')
  await pglite.close()
  write(Buffer.from(await dump.arrayBuffer()))
}

function write(bytes: Buffer): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true })
  for (const old of readdirSync(folder).filter(name => name.startsWith('template-')))
    rmSync(join(folder, old))
  // by rename, so that a start in the same moment sees a whole file or none
  writeFileSync(`${path}.part`, bytes)
  renameSync(`${path}.part`, path)
}
