import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { keyRing } from '../../platform/key-ring.ts'
import { KeyFileError, readKeyFile } from '../../platform/secret-file.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** The key ring can be read. Whether it opens what is stored is asked with the database. */
export function checkKeys(config: Pick<Config, 'keys' | 'dataDirectory' | 'database'>): Finding[] {
  if (config.keys)
    return [ok('keys', `${config.keys.length} from POSTERN_KEYS, newest ${keyRing(config.keys).current}`)]
  try {
    const keys = readKeyFile(config.dataDirectory)
    if (keys) return [fromFile(config, `${keys.length} in the key file, newest ${keyRing(keys).current}`)]
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error
    return [fail('keys', error.message, 'Nothing starts before that.')]
  }
  if (existsSync(join(config.dataDirectory, 'database', 'PG_VERSION'))) {
    return [
      fail(
        'keys',
        `the key file ${join(config.dataDirectory, 'keys')} is missing, but a database is there`,
        'Restore the key file from a backup of the data directory: the database holds what it sealed.',
      ),
    ]
  }
  return [fromFile(config, 'a key file is made at the first start')]
}

function fromFile({ database }: Pick<Config, 'database'>, says: string): Finding {
  if (database.engine === 'pglite') return ok('keys', says)
  return warn('keys', says, 'Several nodes need the same keys: set POSTERN_KEYS on each.')
}
