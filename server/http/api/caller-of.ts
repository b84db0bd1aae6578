import type { Actor } from '@postern/contract/events.ts'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../flows/caller.ts'
import type { Principal } from '../../flows/principal.ts'
import { tenantOf } from '../app.ts'

/** What flows need to know of a request's principal. */
export function callerOf(request: FastifyRequest, principal: Principal): Caller {
  const tenant = tenantOf(request)
  return {
    tenant: tenant.id,
    origin: tenant.origin,
    actor: actorOf(principal),
    scopes: principal.kind === 'anonymous' ? [] : principal.scopes,
    organizations: principal.kind === 'anonymous' ? [] : principal.organizations,
    idempotency: null,
  }
}

function actorOf(principal: Principal): Actor {
  if (principal.kind === 'administrator') return { kind: 'account', id: principal.account }
  if (principal.kind === 'api_key') return { kind: 'api_key', id: principal.key }
  return { kind: 'anonymous', id: null }
}
