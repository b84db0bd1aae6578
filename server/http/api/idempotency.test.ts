import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { administrator } from '../../../testdata/api.ts'
import '../../../testdata/database.ts' // runs on both engines
import { play, silent } from '../../../testdata/scenario.ts'
import { send, useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api }) => {
  api.principals.set('colleague', administrator('owner'))
  return {}
})
const created = { 'organization.created': 1 }
const create = 'POST /organizations'

describe('creates under an idempotency key', () => {
  const headers = { 'idempotency-key': 'first' }
  play(stage, [
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
  ])

  test('sent twice at once make one', async () => {
    const body = { name: 'At once', uid: 'at_once' }
    const once = () => send(stage(), { request: create, headers: { 'idempotency-key': 'at-once' }, body })
    const answers = await Promise.all([once(), once(), once()])
    assert.deepEqual(
      answers.map(answer => answer.statusCode),
      [201, 201, 201],
    )
    assert.equal(new Set(answers.map(answer => answer.json<{ id: string }>().id)).size, 1)
  })
})
