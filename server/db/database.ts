import type { Pool } from 'pg'

/**
 * The one way to the database. Every query of the process goes through `pool`: on PGlite it holds the single
 * connection, and a second pool would run inside whatever transaction is open (docs/decisions, one pool).
 */
export interface Database {
  readonly engine: 'pglite' | 'postgres'
  readonly pool: Pool
  /** False: statements are sent unnamed, for poolers that cannot keep prepared statements apart. */
  readonly statementNames?: boolean
  /** Called with each statement's text before it is sent, transaction control included. For counting in tests and benches. */
  onStatement?: ((text: string) => void) | undefined
  /** Ends the pool, and PGlite with it. Idempotent. */
  close(): Promise<void>
}

/** Names of the constraints whose violation means that somebody else was faster. */
export const raceConstraints: ReadonlySet<string> = new Set([
  'links_key',
  'accounts_login_key',
  'accounts_by_profile',
  'match_latches_key',
  'role_grants_pkey',
  'role_grants_one_per_exclusive_type',
])

/** The constraint a unique violation (SQLSTATE 23505) names, or null for any other error. */
export function violatedConstraint(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && typeof constraint === 'string' ? constraint : null
}

/** Whether a transaction lost against another and would decide differently from fresh facts. */
export function isRace(error: unknown): boolean {
  const constraint = violatedConstraint(error)
  if (constraint !== null) return raceConstraints.has(constraint)
  if (typeof error !== 'object' || error === null) return false
  const { code } = error as { code?: unknown }
  // serialization_failure (raised by `demand`) and deadlock_detected
  return code === '40001' || code === '40P01'
}

/** Whether a value was too long for an index (SQLSTATE 54000, program_limit_exceeded). */
export function isTooLong(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === '54000'
}

const unavailable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
])

/** Whether an error means that the database cannot be reached now, as opposed to a refused statement. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && unavailable.has(code)) return true
  return /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
    error.message,
  )
}
