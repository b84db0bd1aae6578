import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger } from './logger.ts'

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = []
  write(createLogger('info', { write: line => void lines.push(line) }))
  return lines.join('')
}

test('secrets and people are withheld at every depth a log line has', () => {
  const person = { email: 'hidden', password: 'hidden', login: 'hidden' }
  const text = logged(log =>
    log.info({
      ...person,
      headers: { authorization: 'hidden', cookie: 'hidden', 'set-cookie': 'hidden', accept: 'kept' },
      form: { body: { SAMLResponse: 'hidden', code: 'hidden', inner: person } },
    }),
  )
  assert.doesNotMatch(text, /hidden/)
  assert.match(text, /kept/)
})

test('of a request the path is kept and the query is not', () => {
  const text = logged(log =>
    log.info({ req: { method: 'GET', url: '/sso/x/callback?code=hidden', id: '7' } }),
  )
  assert.match(text, /"path":"\/sso\/x\/callback"/)
  assert.doesNotMatch(text, /hidden/)
})

test('of a database error the constraint is kept and the row is not', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'accounts_login_key',
    detail: 'Key (login_key)=(hidden) already exists.',
  })
  const text = logged(log => log.error({ err: new Error('failed', { cause: error }) }, 'request failed'))
  assert.match(text, /accounts_login_key/)
  assert.match(text, /"errorCode":"23505"/)
  assert.doesNotMatch(text, /hidden/)
})

test('lines carry time and level by name', () => {
  const line: unknown = JSON.parse(logged(log => log.warn('careful')))
  assert.ok(typeof line === 'object' && line !== null && 'time' in line && 'level' in line)
  assert.equal(line.level, 'warn')
  assert.match(String(line.time), /^\d{4}-\d\d-\d\dT/)
})
