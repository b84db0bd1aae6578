import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { administrator, apiKey, host, testApi } from '../../../testdata/api.ts'
import { addTenant, testDatabase } from '../../../testdata/database.ts'
import { furnish } from '../../../testdata/furnished.ts'
import { play, type Stage, silent } from '../../../testdata/scenario.ts'

let stage: Stage
before(async () => {
  const db = await testDatabase()
  const tenant = await addTenant(db, 'frame', host)
  const api = await testApi(db)
  api.principals.set('owner', administrator('owner'))
  api.principals.set('colleague', administrator('owner'))
  api.principals.set('key', apiKey('configuration:read', 'configuration:write'))
  stage = { db, api, tenant, ids: await furnish(api.services, tenant, 'Frame') }
})
after(async () => {
  await stage.api.app.close()
  await stage.db.close()
})

const created = { 'organization.created': 1 }
const updated = { 'organization.updated': 1 }
const create = 'POST /organizations'
const edit = 'PATCH /organizations/$organization'

describe('bodies', () => {
  play(
    () => stage,
    [
      {
        name: 'unknown fields are refused, by name',
        request: create,
        body: { name: 'North', colour: 'red', 'a/b': 1 },
        status: 422,
        answers: {
          code: 'request.invalid',
          fields: [
            { field: '/colour', message: 'There is no such field.' },
            { field: '/a~1b', message: 'There is no such field.' },
          ],
        },
        events: silent,
      },
      {
        name: 'a field that is not valid is named',
        request: create,
        body: { name: ' ' },
        status: 422,
        answers: { fields: [{ field: '/name', message: 'Give it a name.' }] },
        events: silent,
      },
      {
        name: 'unknown query parameters are refused',
        request: 'GET /organizations?colour=red',
        status: 422,
        answers: { fields: [{ field: 'query/colour' }] },
        events: silent,
      },
      {
        name: 'a cursor of somebody else is refused',
        request: 'GET /organizations?after=nonsense',
        status: 422,
        answers: { fields: [{ field: 'query/after' }] },
        events: silent,
      },
      {
        name: 'JSON that is not JSON is malformed',
        request: create,
        body: '{"name":',
        status: 400,
        answers: { code: 'request.malformed' },
        events: silent,
      },
      {
        name: 'a form is refused',
        request: create,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'name=North',
        status: 415,
        answers: { code: 'request.content-type' },
        events: silent,
      },
      {
        name: 'plain text is refused, which a form could send too',
        request: create,
        headers: { 'content-type': 'text/plain' },
        body: '{"name":"North"}',
        status: 415,
        answers: { code: 'request.content-type' },
        events: silent,
      },
      {
        name: 'more than a megabyte is too large',
        request: create,
        body: { name: 'x'.repeat(1_100_000) },
        status: 413,
        answers: { code: 'request.too-large' },
        events: silent,
      },
      {
        name: 'who may not call is told before the body is read',
        as: 'anonymous',
        request: create,
        headers: { 'content-type': 'text/plain' },
        body: 'x',
        status: 401,
        answers: { code: 'authentication.required' },
        events: silent,
      },
      {
        name: 'a route that is not there',
        request: 'GET /nothing',
        status: 404,
        answers: { code: 'resource.unknown' },
        events: silent,
      },
    ],
  )
})

describe('writes by cookie', () => {
  const refused = { status: 403, answers: { code: 'csrf.mismatch' }, events: silent } as const
  const body = { name: 'Cookie' }
  play(
    () => stage,
    [
      {
        name: 'need the console’s header',
        request: create,
        body,
        headers: { 'x-postern-console': undefined },
        ...refused,
      },
      { name: 'need an origin', request: create, body, headers: { origin: undefined }, ...refused },
      {
        name: 'need our own origin',
        request: create,
        body,
        headers: { origin: 'https://elsewhere.test' },
        ...refused,
      },
      {
        name: 'need our own port',
        request: create,
        body,
        headers: { origin: `http://${host}:8443` },
        ...refused,
      },
      {
        name: 'are not what a key does',
        as: 'key',
        request: create,
        body,
        headers: { origin: undefined, 'x-postern-console': undefined },
        status: 201,
        events: created,
      },
      {
        name: 'reads need neither',
        request: 'GET /organizations',
        headers: { origin: undefined, 'x-postern-console': undefined },
        status: 200,
        events: silent,
      },
    ],
  )
})

describe('edits', () => {
  play(
    () => stage,
    [
      {
        name: 'must say what they edit',
        request: edit,
        body: { name: 'Renamed' },
        status: 428,
        answers: { code: 'edit.unconditional' },
        events: silent,
      },
      {
        name: 'of the version that was read go through',
        request: edit,
        headers: { 'if-match': '"1"' },
        body: { name: 'Renamed' },
        status: 200,
        answers: { name: 'Renamed', version: 2 },
        events: updated,
      },
      {
        name: 'of an older version are stale',
        request: edit,
        headers: { 'if-match': '"1"' },
        body: { name: 'Again' },
        status: 412,
        answers: { code: 'edit.stale' },
        events: silent,
      },
      {
        name: 'of any version are not accepted',
        request: edit,
        headers: { 'if-match': '*' },
        body: { name: 'Again' },
        status: 412,
        answers: { code: 'edit.stale' },
        events: silent,
      },
    ],
  )

  test('a read answers the ETag that an edit sends', async () => {
    const response = await stage.api.app.inject({
      url: `/api/v1/organizations/${stage.ids.organization}`,
      headers: { host, 'x-test-principal': 'owner' },
    })
    assert.equal(response.headers.etag, '"2"')
    assert.equal(response.headers['cache-control'], 'no-store')
  })

  test('of two at once one goes through', async () => {
    const send = (name: string) =>
      stage.api.app.inject({
        method: 'PATCH',
        url: `/api/v1/organizations/${stage.ids.organization}`,
        headers: { host, 'x-test-principal': 'key', 'if-match': '"2"' },
        payload: { name },
      })
    const answers = await Promise.all([send('One'), send('Two')])
    assert.deepEqual(answers.map(answer => answer.statusCode).sort(), [200, 412])
  })
})

describe('creates under an idempotency key', () => {
  const headers = { 'idempotency-key': 'first' }
  play(
    () => stage,
    [
      {
        name: 'are done',
        request: create,
        headers,
        body: { name: 'Once', uid: 'once' },
        status: 201,
        events: created,
      },
      {
        name: 'are answered again as the first time, whatever the order of fields',
        request: create,
        headers,
        body: { uid: 'once', name: 'Once' },
        status: 201,
        answers: { name: 'Once', uid: 'once', version: 1 },
        events: silent,
      },
      {
        name: 'are refused for another body',
        request: create,
        headers,
        body: { name: 'Twice' },
        status: 422,
        answers: { code: 'idempotency.reused' },
        events: silent,
      },
      {
        name: 'are refused for another operation',
        request: 'POST /attributes',
        headers,
        body: { name: 'Once', uid: 'once' },
        status: 422,
        answers: { code: 'idempotency.reused' },
        events: silent,
      },
      {
        name: 'are somebody else’s own',
        as: 'colleague',
        request: create,
        headers,
        body: { name: 'Theirs' },
        status: 201,
        events: created,
      },
      {
        name: 'need a key that can be written down',
        request: create,
        headers: { 'idempotency-key': 'with space' },
        body: { name: 'Spaced' },
        status: 422,
        answers: { fields: [{ field: 'header/idempotency-key' }] },
        events: silent,
      },
    ],
  )

  test('sent twice at once make one', async () => {
    const send = () =>
      stage.api.app.inject({
        method: 'POST',
        url: '/api/v1/organizations',
        headers: { host, 'x-test-principal': 'key', 'idempotency-key': 'at-once' },
        payload: { name: 'At once', uid: 'at_once' },
      })
    const answers = await Promise.all([send(), send(), send()])
    assert.deepEqual(
      answers.map(answer => answer.statusCode),
      [201, 201, 201],
    )
    assert.equal(new Set(answers.map(answer => answer.json<{ id: string }>().id)).size, 1)
  })
})

describe('lists', () => {
  test('page through everything once, in order of creation', async () => {
    const seen: string[] = []
    for (let after = ''; ; ) {
      const response = await stage.api.app.inject({
        url: `/api/v1/organizations?limit=2${after && `&after=${after}`}`,
        headers: { host, 'x-test-principal': 'owner' },
      })
      const { items, next } = response.json<{ items: { id: string }[]; next: string | null }>()
      seen.push(...items.map(item => item.id))
      if (next === null) break
      after = next
    }
    const rows = await stage.db.owner<{ id: string }>('select id from organizations order by id')
    assert.deepEqual(
      seen,
      rows.map(row => row.id),
    )
  })
})

test('an unknown host is told so while several tenants exist', async () => {
  await addTenant(stage.db, 'second')
  const api = await testApi(stage.db)
  const response = await api.app.inject({ url: '/api/v1/organizations', headers: { host: 'nobody.test' } })
  assert.equal(response.statusCode, 421)
  await api.app.close()
})
