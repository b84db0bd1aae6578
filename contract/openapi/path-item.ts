import type { Operation } from '../api/operation.ts'
import { type ProblemCode, problems } from '../problems.ts'
import type { Components, Json } from './schemas.ts'

/** One operation as OpenAPI describes it. */
export function describeOperation(operation: Operation, components: Components): Json {
  const { id, summary, access, idempotent } = operation
  const body = bodyOf(operation, components)
  return {
    operationId: id,
    summary,
    tags: [id.slice(0, id.indexOf('.'))],
    ...(access === 'public' ? { security: [] } : {}),
    ...(access === 'self' ? { security: [{ consoleSession: [] }] } : {}),
    'x-postern-access': access,
    parameters: [
      ...parametersOf('path', components.of(operation.params, 'input')),
      ...parametersOf('query', components.of(operation.query, 'input')),
      ...(isEdit(operation) ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ...(idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: { [operation.status]: success(operation, components), ...failures(operation) },
  }
}

const isEdit = ({ versioned, method }: Operation) => versioned && method !== 'GET'

function bodyOf(operation: Operation, components: Components): Json | null {
  if (operation.method === 'GET') return null
  const schema = components.of(operation.body, 'input')
  if (Object.keys((schema.properties as Json | undefined) ?? { some: 1 }).length === 0) return null
  const required = Array.isArray(schema.required) || schema.properties === undefined
  return { required, content: { 'application/json': { schema } } }
}

function parametersOf(place: 'path' | 'query', schema: Json): Json[] {
  const required = (schema.required as string[] | undefined) ?? []
  return Object.entries((schema.properties as Json | undefined) ?? {}).map(([name, described]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: described,
  }))
}

function success(operation: Operation, components: Components): Json {
  if (operation.status === 204) return { description: 'Done.' }
  const etag = { ETag: { $ref: '#/components/headers/ETag' } }
  return {
    description: operation.status === 201 ? 'Created.' : 'As asked.',
    ...(operation.versioned ? { headers: etag } : {}),
    content: { 'application/json': { schema: components.of(operation.result, 'output') } },
  }
}

/** The problems an operation may answer, by status; each names the codes it can carry. */
function failures(operation: Operation): Json {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of codesOf(operation)) {
    const { status } = problems[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.map(code => `\`${code}\`: ${problems[code].title}`).join('\n\n'), content },
    ]),
  )
}

function codesOf(operation: Operation): ProblemCode[] {
  const writes = operation.method !== 'GET'
  const named = operation.path.includes('{')
  return [
    'request.invalid',
    ...codes(writes, 'request.malformed', 'request.too-large', 'request.content-type', 'csrf.mismatch'),
    ...codes(operation.access !== 'public', 'authentication.required', 'authorization.denied'),
    ...codes(named, 'resource.unknown'),
    ...codes(writes, 'resource.conflict', 'resource.in-use'),
    ...codes(isEdit(operation), 'edit.stale', 'edit.unconditional'),
    ...codes(operation.idempotent, 'idempotency.reused'),
    'host.unknown',
    'request.rate-limited',
    'server.failed',
    'database.unavailable',
  ]
}

const codes = (when: boolean, ...list: ProblemCode[]) => (when ? list : [])
