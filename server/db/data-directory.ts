import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { tryLock, unlock } from 'fs-native-extensions'

export class DataDirectoryInUse extends Error {
  override name = 'DataDirectoryInUse'
  constructor(directory: string) {
    super(
      `The data directory ${directory} is already in use by another Postern process. ` +
        'Stop that process first, or name another directory with POSTERN_DATA. ' +
        'Several processes can share one database only on PostgreSQL (DATABASE_URL).',
    )
  }
}

/**
 * Takes the exclusive lock on an embedded data directory. Two processes on one directory silently lose rows, so
 * the second is refused. The kernel drops the lock with the process, also after `kill -9`.
 * @throws DataDirectoryInUse
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = openSync(join(directory, 'lock'), 'a', 0o600)
  if (!tryLock(file)) {
    closeSync(file)
    throw new DataDirectoryInUse(directory)
  }
  return () => {
    unlock(file)
    closeSync(file)
  }
}
