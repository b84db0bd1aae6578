import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { FastifyRequest } from 'fastify'

/**
 * Bodies are JSON. A form, which other sites can make a browser send, is refused before it is read.
 * @throws Problem request.content-type
 */
export function requireJson(request: FastifyRequest, operation: Operation): void {
  if (operation.method === 'GET') return
  const type = request.headers['content-type']
  const empty = request.headers['content-length'] === '0' || !hasBody(request)
  if (type === undefined && empty) return
  if (!/^application\/(merge-patch\+)?json\s*(;|$)/i.test(type ?? ''))
    throw new Problem('request.content-type')
}

function hasBody(request: FastifyRequest): boolean {
  return 'content-length' in request.headers || 'transfer-encoding' in request.headers
}
