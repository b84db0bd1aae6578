import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findKeys } from '../../config/open-keys.ts'
import type { Config } from '../../config.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { KeyFileError } from '../../platform/secret-file.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

type KeyConfig = Pick<Config, 'keys' | 'dataDirectory' | 'database'>

/** The key ring can be read. Whether it opens what is stored is asked with the database. */
export function checkKeys(config: KeyConfig): { keys: KeyRing | null; findings: Finding[] } {
  try {
    const keys = findKeys(config)
    return { keys, findings: [keys ? found(config, keys) : missing(config)] }
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error
    return { keys: null, findings: [fail('keys', error.message, 'Nothing starts before that.')] }
  }
}

function found(config: KeyConfig, keys: KeyRing): Finding {
  if (config.keys) return ok('keys', `${config.keys.length} from POSTERN_KEYS, newest ${keys.current}`)
  return fromFile(config, `from the key file, newest ${keys.current}`)
}

function missing(config: KeyConfig): Finding {
  if (!existsSync(join(config.dataDirectory, 'database', 'PG_VERSION'))) {
    return fromFile(config, 'a key file is made at the first start')
  }
  return fail(
    'keys',
    `the key file ${join(config.dataDirectory, 'keys')} is missing, but a database is there`,
    'Restore the key file from a backup of the data directory: the database holds what it sealed.',
  )
}

function fromFile({ database }: KeyConfig, says: string): Finding {
  if (database.engine === 'pglite') return ok('keys', says)
  return warn('keys', says, 'Several nodes need the same keys: set POSTERN_KEYS on each.')
}
