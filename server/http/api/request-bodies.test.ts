import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApi } from '../../../testdata/api.ts'
import { addTenant } from '../../../testdata/database.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

const stage = useStage(async () => ({}))
const create = 'POST /organizations'

describe('bodies', () => {
  play(stage, [
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
  ])
})

test('an unknown host is told so while several tenants exist', async () => {
  await addTenant(stage().db, 'second')
  const api = await testApi(stage().db)
  const response = await api.app.inject({ url: '/api/v1/organizations', headers: { host: 'nobody.test' } })
  assert.equal(response.statusCode, 421)
  await api.app.close()
})
