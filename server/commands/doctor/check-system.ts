import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from '../../config.ts'
import { type Finding, fail, ok } from './finding.ts'

/** Node and the data directory. */
export function checkSystem({ dataDirectory }: Pick<Config, 'dataDirectory'>): Finding[] {
  return [ok('node', process.version), checkDirectory(dataDirectory)]
}

function checkDirectory(directory: string): Finding {
  const nearest = existingAbove(directory)
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK)
    return ok('data directory', nearest === directory ? directory : `${directory}, made at the first start`)
  } catch {
    return fail(
      'data directory',
      `${nearest} cannot be written by this user`,
      'Give the directory to the user of this process, or name another with POSTERN_DATA.',
    )
  }
}

function existingAbove(path: string): string {
  return existsSync(path) ? path : existingAbove(dirname(path))
}
