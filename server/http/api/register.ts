import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../flows/caller.ts'
import type { Principal } from '../../flows/principal.ts'
import { tenantOf } from '../app.ts'
import { authorize, defendCookieWrites } from './authorize.ts'
import { callerOf } from './caller-of.ts'
import { demandsIfMatch, etagOf, versionOf } from './conditional.ts'
import { requireJson } from './content-type.ts'
import { idempotencyOf } from './idempotency-key.ts'
import type { Implementation } from './implement.ts'
import { parsePart } from './input.ts'
import { rateLimitOf } from './rate-limits.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the API's first hook. */
    principal: Principal | null
  }
}

export interface Registration {
  readonly authenticate: (request: FastifyRequest) => Promise<Principal>
  /** Records that somebody named an id that is not there. */
  readonly recordUnknownId: (caller: Caller, operation: string, ids: Record<string, string>) => Promise<void>
}

/** Puts one operation on its route. The order of checks: who, whether, from where, which body, which fields. */
export function register(app: FastifyInstance, implementation: Implementation, using: Registration): void {
  const { operation } = implementation
  app.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { rateLimit: rateLimitOf(operation) },
    preParsing: async request => {
      const principal = await using.authenticate(request)
      request.principal = principal
      authorize(operation, principal)
      defendCookieWrites(request, operation, principal, tenantOf(request).origin)
      requireJson(request, operation)
    },
    handler: (request, reply) => answer(request, reply, implementation, using),
  })
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { operation, handle }: Implementation,
  using: Registration,
): Promise<unknown> {
  const principal = request.principal ?? { kind: 'anonymous' }
  const caller = callerOf(request, principal)
  const result = await auditingUnknownIds(request, operation, caller, using, async () => {
    const params = parseParams(operation, request.params)
    const query = parsePart(operation.query, 'query', request.query)
    const body = parsePart(operation.body, 'body', request.body ?? {})
    const version = demandsIfMatch(operation) ? versionOf(request.headers['if-match']) : 0
    const idempotency = idempotencyOf(request, operation, request.body)
    return handle({
      caller: { ...caller, idempotency },
      principal,
      params,
      query,
      body,
      version,
      request,
      reply,
    })
  })
  return send(reply, operation, result)
}

/** An id that is not even well-formed names nothing, as any unknown one. */
function parseParams(operation: Operation, value: unknown): unknown {
  const parsed = operation.params.safeParse(value)
  if (!parsed.success) throw new Problem('resource.unknown')
  return parsed.data
}

/** A foreign id and an unknown one look the same from here (row-level security), so each one is recorded. */
async function auditingUnknownIds<T>(
  request: FastifyRequest,
  operation: Operation,
  caller: Caller,
  using: Registration,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const ids = request.params as Record<string, string>
    const unknown = error instanceof Problem && error.code === 'resource.unknown'
    if (unknown && Object.keys(ids).length > 0) await using.recordUnknownId(caller, operation.id, ids)
    throw error
  }
}

/** Answers what the schema describes and nothing beside it. */
function send(reply: FastifyReply, operation: Operation, result: unknown): unknown {
  reply.status(operation.status)
  if (operation.status === 204) return reply.send()
  const body = operation.result.parse(result)
  if (isVersioned(body)) reply.header('etag', etagOf(body.version))
  return reply.send(body)
}

const isVersioned = (body: unknown): body is { version: number } =>
  typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number'
