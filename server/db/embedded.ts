import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { BridgePool } from './bridge-pool.ts'
import { columnTypes } from './column-types.ts'
import { lockDataDirectory } from './data-directory.ts'
import type { Database } from './database.ts'
import { templatePath } from './template.ts'

export interface EmbeddedOptions {
  /** Where the database lives on disk; null keeps it in memory, for tests. */
  directory: string | null
}

/**
 * Opens the embedded database (PGlite: PostgreSQL as WebAssembly, in this process). A new directory starts from
 * the migrated template when one has been prepared, because initdb takes several seconds.
 * @throws DataDirectoryInUse when another process holds the directory
 */
export async function openEmbedded({ directory }: EmbeddedOptions): Promise<Database> {
  const unlock = directory === null ? () => {} : lockDataDirectory(directory)
  try {
    return await open(directory === null ? null : join(directory, 'database'), unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function open(dataDir: string | null, unlock: () => void): Promise<Database> {
  const fresh = dataDir === null || !existsSync(join(dataDir, 'PG_VERSION'))
  const pglite = await PGlite.create({
    ...(dataDir === null ? {} : { dataDir }),
    ...(fresh ? await template() : {}),
  })
  const pool = new BridgePool({
    ...createPgConfig(pglite),
    max: 1,
    types: columnTypes,
    pipeline: true,
    // a second connection asked for inside a transaction can never come: make it an error instead of a hang
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 0,
  })
  pool.on('error', () => {})
  let closing: Promise<void> | undefined
  return {
    engine: 'pglite',
    pool,
    close() {
      closing ??= pool
        .end()
        .then(() => pglite.close())
        .finally(unlock)
      return closing
    },
  }
}

async function template(): Promise<{ loadDataDir?: Blob }> {
  const path = templatePath()
  if (!existsSync(path)) return {}
  return { loadDataDir: new Blob([await readFile(path)], { type: 'application/x-gzip' }) }
}
