import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiKey, host, type TestApi, testApi } from '../testdata/api.ts'
import { addTenant, type TestDatabase, testDatabase } from '../testdata/database.ts'
import { connect, ifMatch } from './connect.ts'
import type { Client } from './generated/client/types.gen.ts'
import {
  organizationsCreate,
  organizationsList,
  organizationsRead,
  organizationsUpdate,
} from './generated/sdk.gen.ts'

let db: TestDatabase
let api: TestApi
let client: Client
before(async () => {
  db = await testDatabase()
  await addTenant(db, 'sdk', host)
  const principal = apiKey('configuration:read', 'configuration:write')
  api = await testApi(db, {
    authenticate: async request =>
      request.headers.authorization === 'Bearer pk_right' ? principal : { kind: 'anonymous' },
  })
  const origin = await api.app.listen({ port: 0, host: '127.0.0.1' })
  client = connect({ origin, key: 'pk_right' })
})
after(async () => {
  await api.app.close()
  await db.close()
})

test('a program creates, reads and edits with the client', async () => {
  const { data: created } = await organizationsCreate({
    client,
    throwOnError: true,
    body: { name: 'North clinic' },
    headers: { 'Idempotency-Key': 'one' },
  })
  assert.equal(created.uid, 'north_clinic')
  const path = { organization: created.id }
  const { data: renamed } = await organizationsUpdate({
    client,
    throwOnError: true,
    path,
    headers: ifMatch(created),
    body: { name: 'South clinic' },
  })
  assert.deepEqual([renamed.name, renamed.version], ['South clinic', 2])
  const { data: read } = await organizationsRead({ client, throwOnError: true, path })
  assert.deepEqual(read, renamed)
  const { data: list } = await organizationsList({ client, throwOnError: true, query: { search: 'south' } })
  assert.deepEqual(list.items, [renamed])
})

test('a refusal is a problem with a code', async () => {
  const { error, response } = await organizationsUpdate({
    client,
    path: { organization: '01a1ff7f-1a53-719e-b00b-5f112a89e262' },
    headers: { 'If-Match': '"1"' },
    body: { name: 'X' },
  })
  assert.deepEqual([response?.status, error?.code], [404, 'resource.unknown'])
})

test('a wrong key opens nothing', async () => {
  const { error } = await organizationsList({
    client: connect({ origin: api.app.listeningOrigin, key: 'pk_wrong' }),
  })
  assert.equal(error?.code, 'authentication.required')
})
