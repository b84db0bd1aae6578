import rateLimit from '@fastify/rate-limit'
import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { FastifyInstance } from 'fastify'

const minute = 60_000

/** Requests a minute from one address: few where nobody has signed in yet, plenty elsewhere. */
export function rateLimitOf(operation: Operation): { max: number; timeWindow: number } {
  return { max: operation.access === 'public' && operation.method !== 'GET' ? 30 : 1_200, timeWindow: minute }
}

/** Counts in this process's memory: a brake on one node, not a quota over all. */
export async function limitRates(app: FastifyInstance, limits: 'on' | 'off'): Promise<void> {
  if (limits === 'off') return
  await app.register(rateLimit, {
    global: false,
    hook: 'onRequest',
    errorResponseBuilder: (_request, context) =>
      new Problem('request.rate-limited', { retryAfter: Math.ceil(context.ttl / 1_000) }),
  })
}
