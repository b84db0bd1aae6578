import { linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ids } from './ids.ts'
import { decodeKey } from './key-text.ts'

/** The key file is missing, unreadable or open to others; the message says how to mend it. */
export class KeyFileError extends Error {
  override name = 'KeyFileError'
}

type Keys = readonly [Buffer, ...Buffer[]]

/**
 * The keys of a data directory (`keys`, one a line in base64, newest first), for installations that configure none.
 * @throws KeyFileError
 */
export function readKeyFile(directory: string): Keys | null {
  const path = join(directory, 'keys')
  const text = readIfPresent(path)
  if (text === null) return null
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new KeyFileError(`Others may read the key file ${path}. Mend it with: chmod 600 ${path}`)
  }
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const keys = lines.map(line => decodeKey(line.trim()))
  const [first, ...rest] = keys.filter(key => key !== null)
  if (!first || rest.length + 1 < lines.length) {
    throw new KeyFileError(
      `The key file ${path} is damaged: each line must be 32 bytes in base64. Restore it from a backup.`,
    )
  }
  return [first, ...rest]
}

/**
 * Like `readKeyFile`, and makes the file (mode 0600) at the first start.
 * @param sealed whether something sealed by a lost key may exist; then a new key would only hide the loss
 * @throws KeyFileError
 */
export function ensureKeyFile(directory: string, ids: Pick<Ids, 'token'>, sealed: boolean): Keys {
  const present = readKeyFile(directory)
  if (present) return present
  const path = join(directory, 'keys')
  if (sealed) {
    throw new KeyFileError(
      `The key file ${path} is missing, but a database is there: what it holds sealed needs that key. ` +
        'Restore the file from a backup of the data directory.',
    )
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const draft = `${path}.${ids.token().slice(0, 8)}`
  writeFileSync(draft, `${Buffer.from(ids.token(), 'base64url').toString('base64')}\n`, { mode: 0o600 })
  try {
    // a link fails when the file exists: of two first starts, one makes the key and both use it
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  return readKeyFile(directory) ?? ensureKeyFile(directory, ids, sealed)
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw new KeyFileError(`The key file ${path} cannot be read.`, { cause: error })
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
