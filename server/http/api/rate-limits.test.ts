import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiKey, host, type TestApi, testApi } from '../../../testdata/api.ts'
import { stubs } from '../../../testdata/api-stub.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../../testdata/database.ts'

let db: TestDatabase
let api: TestApi
before(async () => {
  db = await testDatabase()
  await addTenant(db, 'rates', host)
  api = await testApi(db, { rateLimits: 'on', more: stubs })
  api.principals.set('key', apiKey('configuration:read'))
})
after(async () => {
  await api.app.close()
  await db.close()
})

test('an address that keeps trying to sign in is told to wait, also before it has said who it is', async () => {
  const send = () =>
    api.app.inject({ method: 'POST', url: '/api/v1/session', headers: { host }, payload: { email: 'x' } })
  for (let tries = 0; tries < 30; tries++) assert.equal((await send()).statusCode, 422)
  const refused = await send()
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.json<{ code: string }>().code, 'request.rate-limited')
  assert.match(String(refused.headers['retry-after']), /^\d+$/)
  assert.match(String(refused.headers['content-type']), /^application\/problem\+json/)
})

test('who works is not slowed by it', async () => {
  const response = await api.app.inject({
    url: '/api/v1/organizations',
    headers: { host, 'x-test-principal': 'key' },
  })
  assert.equal(response.statusCode, 200)
})
