import { readFileSync } from 'node:fs'
import type { ConfigurationProblem } from './configuration-error.ts'

/** Shape of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Variables whose value may stand in a file named by `NAME_FILE` instead. */
export const secretVariables = [
  'DATABASE_URL',
  'POSTERN_KEYS',
  'POSTERN_MIGRATE_URL',
  'POSTERN_SMTP_URL',
] as const

/** Replaces each `NAME_FILE` by what its file holds, and drops variables set to nothing. */
export function readSecretFiles(env: Environment): {
  env: Record<string, string>
  problems: ConfigurationProblem[]
} {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') values[name] = value.trim()
  }
  const problems: ConfigurationProblem[] = []
  for (const name of secretVariables) {
    const path = values[`${name}_FILE`]
    if (path === undefined) continue
    if (values[name] !== undefined) {
      problems.push({
        variable: `${name}_FILE`,
        wrong: `is set, and so is ${name}`,
        mend: 'Set one of them.',
      })
      continue
    }
    const content = read(path)
    if ('value' in content) values[name] = content.value
    else problems.push({ variable: `${name}_FILE`, ...content })
  }
  return { env: values, problems }
}

function read(path: string): { value: string } | Pick<ConfigurationProblem, 'wrong' | 'mend'> {
  try {
    const value = readFileSync(path, 'utf8').trim()
    if (value !== '') return { value }
    return { wrong: `names the file ${path}, which is empty`, mend: 'Write the value into the file.' }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return {
      wrong: `names the file ${path}, which cannot be read (${code})`,
      mend: 'Check the path, and that the user of this process may read the file.',
    }
  }
}
