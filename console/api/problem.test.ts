import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asProblem, problemOf } from './problem.ts'

const response = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers })

test('a problem document keeps what screens show', () => {
  const problem = problemOf(response(429, { 'retry-after': '7' }), {
    code: 'request.rate-limited',
    title: 'Too many requests.',
    fields: [{ field: '/name', message: 'No.' }],
    instance: 'req-1',
  })
  assert.equal(problem.code, 'request.rate-limited')
  assert.equal(problem.status, 429)
  assert.equal(problem.retryAfter, 7)
  assert.equal(problem.instance, 'req-1')
  assert.equal(problem.fields.length, 1)
})

test('the page of a proxy in between is a problem too', () => {
  const problem = problemOf(response(502), '<html>Bad gateway</html>')
  assert.equal(problem.code, 'unreadable')
  assert.match(problem.detail ?? '', /502/)
})

test('anything thrown can be shown', () => {
  assert.equal(asProblem(new TypeError('x is undefined')).detail, 'x is undefined')
  assert.equal(asProblem('words').detail, 'words')
})
