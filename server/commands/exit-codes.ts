import { Problem, problems } from '@postern/contract/problems.ts'
import { ConfigurationError } from '../config.ts'
import { DataDirectoryInUse } from '../db/data-directory.ts'
import { isUnavailable } from '../db/database.ts'
import { KeyFileError } from '../platform/secret-file.ts'

/** What the process tells its caller. Documented in docs/operate.md; scripts depend on the numbers. */
export const exit = {
  ok: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  databaseUnavailable: 4,
  dataDirectoryInUse: 5,
} as const
export type ExitCode = (typeof exit)[keyof typeof exit]

/** The command was not understood; the message says what was. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The command was understood and cannot be done; the message says why and how to mend it. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
}

/** Exit code and text of whatever ended a command. */
export function explain(error: unknown): { code: ExitCode; says: string } {
  if (error instanceof UsageError) return { code: exit.usage, says: error.message }
  if (error instanceof ConfigurationError || error instanceof KeyFileError) {
    return { code: exit.configuration, says: error.message }
  }
  if (error instanceof DataDirectoryInUse) return { code: exit.dataDirectoryInUse, says: error.message }
  if (isUnavailable(error)) {
    return {
      code: exit.databaseUnavailable,
      says: 'The database cannot be reached. Check DATABASE_URL, and that PostgreSQL runs and lets this host in.',
    }
  }
  if (error instanceof Problem) return { code: exit.failed, says: problemText(error) }
  const busy = addressInUse(error)
  if (busy) return { code: exit.failed, says: busy }
  return { code: exit.failed, says: error instanceof Error ? error.message : String(error) }
}

/** What Node says of a port that another program listens on, with what to do. */
function addressInUse(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return undefined
  const where = 'port' in error ? `Port ${error.port}` : 'The port'
  return `${where} is in use by another program. Stop that one, or set PORT (for metrics: METRICS_PORT) to a free port.`
}

function problemText(problem: Problem): string {
  const fields = problem.fields.map(({ field, message }) => `${field.replace(/^\//, '')}: ${message}`)
  return [problem.detail ?? problems[problem.code].title, ...fields].join('\n')
}
