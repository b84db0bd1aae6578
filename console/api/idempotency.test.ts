import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idempotencyKey, settle } from './idempotency.ts'

test('the same create carries the same key until it was answered', () => {
  const first = idempotencyKey('portals.create {"name":"A"}')
  assert.match(first, /^[0-9a-f]{32}$/)
  assert.equal(idempotencyKey('portals.create {"name":"A"}'), first)
  assert.notEqual(idempotencyKey('portals.create {"name":"B"}'), first)
  settle('portals.create {"name":"A"}')
  assert.notEqual(idempotencyKey('portals.create {"name":"A"}'), first)
})
