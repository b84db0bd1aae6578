import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import type { InjectOptions } from 'fastify'
import { Secret, TOTP } from 'otpauth'
import { host, type TestApi, testApi } from '../../../testdata/api.ts'
import { type TestServices, testServices } from '../../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../../testdata/database.ts'
import { ensureSetupCode } from '../../flows/setup.ts'
import { authenticateBy } from '../console-door.ts'
import { accessRoutes } from './access.ts'

/** The whole way of an administrator over HTTP: cookies, CSRF defence and all. */
let db: TestDatabase
let api: TestApi
let tenant: TenantId
const jar = new Map<string, string>()
const password = 'purple-otter-canyon-92'
let totp: TOTP
let services: TestServices

before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'access', host)
  services = testServices(db)
  api = await testApi(db, {
    authenticate: authenticateBy(services),
    more: accessRoutes(services),
  })
})
after(async () => {
  await api.app.close()
  await db.close()
})

async function send(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  more = {},
) {
  const request: InjectOptions = {
    method,
    url: `/api/v1${path}`,
    headers: {
      host,
      origin: `http://${host}`,
      'x-postern-console': '1',
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...more,
    },
    ...(body && { payload: body }),
  }
  const answer = await api.app.inject(request)
  for (const { name, value } of answer.cookies) {
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }
  return { status: answer.statusCode, headers: answer.headers, body: answer.body ? answer.json() : null }
}

const code = () => totp.generate({ timestamp: services.clock.now().getTime() })
/** The next code: each works once. */
const nextCode = () => {
  services.pass({ seconds: 30 })
  return code()
}

test('set-up, enrolment and sign-in set cookies that authenticate', async () => {
  assert.deepEqual((await send('GET', '/setup')).body, { open: true })
  assert.equal((await send('GET', '/session')).status, 401)
  const person = { email: 'owner@example.test', firstName: 'Mary', lastName: 'Jackson', password }
  const wrong = await send('POST', '/setup', { ...person, code: 'AAAA-AAAA-AAAA' })
  assert.deepEqual([wrong.status, wrong.body.code], [403, 'setup.code'])
  const made = await send('POST', '/setup', { ...person, code: await ensureSetupCode(services, tenant) })
  assert.deepEqual([made.status, made.body.next], [200, 'enrol'])
  assert.equal(jar.size, 0, 'a password alone opens nothing')
  const offer = await send('POST', '/session/enrolment/totp/options', { challenge: made.body.challenge })
  totp = new TOTP({ secret: Secret.fromBase32(offer.body.secret) })
  const done = await send('POST', '/session/enrolment/totp', {
    challenge: offer.body.challenge,
    code: code(),
  })
  assert.equal(done.body.next, 'done')
  assert.deepEqual([...jar.keys()].sort(), ['postern-console', 'postern-device'])
  const me = await send('GET', '/session')
  assert.deepEqual(
    [me.body.email, me.body.level, me.body.organizations],
    ['owner@example.test', 'owner', null],
  )
})

test('the session cookie is HttpOnly, Lax and for the whole host; on https prefixed and Secure', async () => {
  const begun = await send('POST', '/session', { email: 'owner@example.test', password })
  const answer = await api.app.inject({
    method: 'POST',
    url: '/api/v1/session/totp',
    headers: { host, origin: `http://${host}`, cookie: `postern-device=${jar.get('postern-device')}` },
    payload: { challenge: begun.body.challenge, code: nextCode() },
  })
  const session = answer.cookies.find(({ name }) => name === 'postern-console')
  assert.deepEqual(
    { ...session, value: '' },
    { name: 'postern-console', value: '', path: '/', httpOnly: true, sameSite: 'Lax' },
  )
  const secure = await testApi(db, {
    authenticate: authenticateBy(services),
    more: accessRoutes(services),
  })
  await db.owner(`update tenants set canonical_origin = $2 where id = $1`, [tenant, `https://${host}`])
  const again = await secure.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { host },
    payload: { email: 'owner@example.test', password },
  })
  const over = await secure.app.inject({
    method: 'POST',
    url: '/api/v1/session/totp',
    headers: { host },
    payload: { challenge: again.json().challenge, code: nextCode() },
  })
  const prefixed = over.cookies.find(({ name }) => name === '__Host-postern-console')
  assert.deepEqual([prefixed?.secure, prefixed?.path, prefixed?.domain], [true, '/', undefined])
  await secure.app.close()
  await db.owner(`update tenants set canonical_origin = $2 where id = $1`, [tenant, `http://${host}`])
})

test('a write by cookie from another site is refused', async () => {
  const foreign = await send('POST', '/api-keys', {}, { origin: 'https://evil.example' })
  assert.deepEqual([foreign.status, foreign.body.code], [403, 'csrf.mismatch'])
})

test('administrators are invited, read with an ETag, changed with If-Match', async () => {
  const invited = await send('POST', '/administrators', {
    email: 'dorothy@example.test',
    firstName: 'Dorothy',
    lastName: 'Vaughan',
    level: 'administrator',
  })
  assert.equal(invited.status, 201)
  assert.match(invited.body.invitation.link, /\/console\/invitation#/)
  const path = `/administrators/${invited.body.administrator.id}`
  const found = await send('GET', path)
  const etag = String(found.headers.etag)
  assert.equal((await send('PATCH', path, { level: 'auditor' })).status, 428)
  const changed = await send('PATCH', path, { level: 'auditor' }, { 'if-match': etag })
  assert.deepEqual([changed.status, changed.body.level], [200, 'auditor'])
  assert.equal((await send('PATCH', path, { level: 'owner' }, { 'if-match': etag })).status, 412)
  assert.equal((await send('GET', '/administrators')).body.items.length, 2)
  assert.equal((await send('DELETE', path)).status, 204)
})

test('a key is created, used by its header and revoked', async () => {
  const made = await send('POST', '/api-keys', { name: 'Feed', scopes: ['keys:read'] })
  assert.equal(made.status, 201)
  const byKey = (path: string) =>
    api.app.inject({
      url: `/api/v1${path}`,
      headers: { host, authorization: `Bearer ${made.body.secret}` },
    })
  assert.equal((await byKey('/api-keys')).statusCode, 200)
  assert.equal((await byKey('/administrators')).statusCode, 403)
  assert.equal((await byKey('/session')).statusCode, 403, 'a key is nobody’s self')
  assert.equal((await send('DELETE', `/api-keys/${made.body.key.id}`)).status, 204)
  assert.equal((await byKey('/api-keys')).statusCode, 401)
})

test('the own account: password proved, last factor kept, other sessions ended', async () => {
  const factors = await send('GET', '/self/factors')
  const removal = `/self/factors/${factors.body.items[0].id}/removal`
  const wrong = await send('POST', removal, { password: 'wrong' })
  assert.deepEqual([wrong.status, wrong.body.fields[0].field], [422, '/password'])
  const last = await send('POST', removal, { password })
  assert.deepEqual([last.status, last.body.code], [409, 'resource.in-use'])
  const sessions = await send('GET', '/self/sessions')
  assert.ok(sessions.body.items.length > 1)
  assert.equal(sessions.body.items.filter((item: { current: boolean }) => item.current).length, 1)
  const newPassword = 'velvet-granite-lantern-7'
  assert.equal((await send('PUT', '/self/password', { password, newPassword: 'password1234' })).status, 422)
  assert.equal((await send('PUT', '/self/password', { password, newPassword })).status, 204)
  assert.equal((await send('GET', '/self/sessions')).body.items.length, 1)
  assert.equal((await send('POST', '/session', { email: 'owner@example.test', password })).status, 401)
})

test('signing out clears the cookie and ends the session', async () => {
  const token = jar.get('postern-console') ?? ''
  assert.equal((await send('DELETE', '/session')).status, 204)
  assert.equal(jar.has('postern-console'), false)
  assert.equal((await send('GET', '/session', undefined, { cookie: `postern-console=${token}` })).status, 401)
})
