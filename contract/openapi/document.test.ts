import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '../api/registry.ts'
import { openApiDocument } from './document.ts'

const document = openApiDocument(operations)

/** Every `$ref` in a part of the document. */
function references(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(references)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) =>
    name === '$ref' && typeof value === 'string' ? [value] : references(value),
  )
}

test('every reference leads somewhere', () => {
  const at = (reference: string) =>
    reference
      .slice(2)
      .split('/')
      .reduce<unknown>((part, step) => (part as Record<string, unknown>)?.[step], document)
  for (const reference of new Set(references(document))) assert.ok(at(reference), reference)
})

test('every operation is described, under its own id', () => {
  const described = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap(item => Object.values(item))
    .map(({ operationId }) => operationId)
  assert.deepEqual(described.sort(), operations.map(({ id }) => id).sort())
})

test('ids are unique, and so are method and path', () => {
  const unique = (values: string[]) => assert.equal(new Set(values).size, values.length)
  unique(operations.map(({ id }) => id))
  unique(operations.map(({ method, path }) => `${method} ${path}`))
})

test('parameters of a path are those its operation parses', () => {
  for (const { id, path, params } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    assert.deepEqual(Object.keys((params as { shape?: object }).shape ?? {}), named, id)
  }
})

test('what is versioned says its version, and what takes an idempotency key is a create', () => {
  for (const { id, versioned, result, idempotent, method, status } of operations) {
    if (versioned) assert.ok('version' in ((result as { shape?: object }).shape ?? {}), id)
    if (idempotent) assert.deepEqual([method, status], ['POST', 201], id)
  }
})
