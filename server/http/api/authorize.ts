import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../../flows/principal.ts'

/**
 * Whether this principal may call the operation at all. Which rows an administrator limited to organizations
 * reaches is the flow's to decide.
 * @throws Problem authentication.required, authorization.denied
 */
export function authorize(operation: Operation, principal: Principal): void {
  if (operation.access === 'public') return
  if (principal.kind === 'anonymous') throw new Problem('authentication.required')
  if (operation.access === 'self') {
    if (principal.kind !== 'administrator') throw new Problem('authorization.denied')
    return
  }
  if (!principal.scopes.includes(operation.access)) throw new Problem('authorization.denied')
  if (principal.organizations !== null && !operation.organizationScoped) {
    throw new Problem('authorization.denied', {
      detail: 'An administrator of single organizations cannot do this.',
    })
  }
}

/**
 * A browser sends the console's cookie by itself, so writes by cookie have to prove that the console made them: a
 * header no form can set, and our own origin. Keys are not sent by themselves.
 * @throws Problem csrf.mismatch
 */
export function defendCookieWrites(
  request: FastifyRequest,
  operation: Operation,
  principal: Principal,
  canonicalOrigin: string | null,
): void {
  if (operation.method === 'GET' || principal.kind === 'api_key') return
  const { origin } = request.headers
  const same = origin === `${request.protocol}://${request.host}` || origin === canonicalOrigin
  if (principal.kind === 'anonymous') {
    if (origin !== undefined && !same) throw new Problem('csrf.mismatch')
    return
  }
  if (request.headers['x-postern-console'] !== '1' || !same) throw new Problem('csrf.mismatch')
}
