import rateLimit from '@fastify/rate-limit'
import { Problem } from '@postern/contract/problems.ts'
import type { FastifyInstance } from 'fastify'

/**
 * Requests a minute from one address to pages and protocol endpoints. A whole hospital may come from one address
 * at seven in the morning, and a sign-in takes about five requests; this stops floods, not people.
 */
const visitsPerMinute = 6_000

/** Puts the brake on every route of a scope. In this process's memory: per node. */
export async function limitVisits(app: FastifyInstance, limits: 'on' | 'off'): Promise<void> {
  if (limits === 'off') return
  await app.register(rateLimit, {
    max: visitsPerMinute,
    timeWindow: 60_000,
    hook: 'onRequest',
    errorResponseBuilder: (_request, context) =>
      new Problem('request.rate-limited', { retryAfter: Math.ceil(context.ttl / 1_000) }),
  })
}
