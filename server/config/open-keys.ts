import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Ids } from '../platform/ids.ts'
import { type KeyRing, keyRing } from '../platform/key-ring.ts'
import { ensureKeyFile, readKeyFile } from '../platform/secret-file.ts'
import type { Config } from './config-shape.ts'

/**
 * The key ring of this installation: the configured keys, or those of the data directory's key file, made at the first
 * start. Call it before the database is opened: beside a database without its key file no new one is made.
 * @throws KeyFileError
 */
export function openKeys(config: Pick<Config, 'keys' | 'dataDirectory'>, ids: Pick<Ids, 'token'>): KeyRing {
  if (config.keys) return keyRing(config.keys)
  const sealed = existsSync(join(config.dataDirectory, 'database', 'PG_VERSION'))
  return keyRing(ensureKeyFile(config.dataDirectory, ids, sealed))
}

/** Like `openKeys`, and makes nothing: null when there is no key yet. @throws KeyFileError */
export function findKeys(config: Pick<Config, 'keys' | 'dataDirectory'>): KeyRing | null {
  const keys = config.keys ?? readKeyFile(config.dataDirectory)
  return keys && keyRing(keys)
}
