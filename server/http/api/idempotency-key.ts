import { createHash } from 'node:crypto'
import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { FastifyRequest } from 'fastify'
import type { Idempotency } from '../../flows/caller.ts'

/**
 * The `Idempotency-Key` of a create, with a hash by which a repetition is told from another request.
 * @throws Problem request.invalid
 */
export function idempotencyOf(
  request: FastifyRequest,
  operation: Operation,
  body: unknown,
): Idempotency | null {
  const key = request.headers['idempotency-key']
  if (key === undefined || !operation.idempotent) return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Problem('request.invalid', {
      fields: [{ field: 'header/idempotency-key', message: 'Use 1 to 200 visible ASCII characters.' }],
    })
  }
  const requestHash = createHash('sha256')
    .update(`${operation.id}\n${canonical(body)}`)
    .digest()
  return { key, requestHash, status: operation.status }
}

/** The body with its keys in one order, so that a client may write them in another when it repeats itself. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
