import assert from 'node:assert/strict'
import { test } from 'node:test'
import { relativeTime } from './relative-time.ts'

const now = new Date('2026-11-21T12:00:00Z')
const before = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1_000), now)

test('moments are told as people say them', () => {
  assert.equal(before(3), 'just now')
  assert.equal(before(-4), 'just now')
  assert.equal(before(42), '42 seconds ago')
  assert.equal(before(180), '3 minutes ago')
  assert.equal(before(-7_200), 'in 2 hours')
  assert.equal(before(86_400), 'yesterday')
  assert.match(before(86_400 * 30), /Oct \d+, 2026/)
})
