import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { send, useStage } from '../../../testdata/stage.ts'

const stage = useStage(({ api, tenant }) => furnish(api.services, tenant, 'Frame'))
const updated = { 'organization.updated': 1 }
const edit = 'PATCH /organizations/$organization'

describe('edits', () => {
  play(stage, [
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
  ])

  test('a read answers the ETag that an edit sends', async () => {
    const response = await send(stage(), { request: 'GET /organizations/$organization' })
    assert.equal(response.headers.etag, '"2"')
    assert.equal(response.headers['cache-control'], 'no-store')
  })

  test('of two at once one goes through', async () => {
    const rename = (name: string) =>
      send(stage(), { request: edit, headers: { 'if-match': '"2"' }, body: { name } })
    const answers = await Promise.all([rename('One'), rename('Two')])
    assert.deepEqual(answers.map(answer => answer.statusCode).sort(), [200, 412])
  })
})

describe('lists', () => {
  test('page through everything once, in order of creation', async () => {
    for (const name of ['One', 'Two', 'Three', 'Four']) {
      await send(stage(), { request: 'POST /user-types', body: { name } })
    }
    const seen: string[] = []
    for (let after = ''; ; ) {
      const cursor = after && `&after=${after}`
      const response = await send(stage(), { request: `GET /user-types?limit=2${cursor}` })
      const { items, next } = response.json<{ items: { id: string }[]; next: string | null }>()
      seen.push(...items.map(item => item.id))
      if (next === null) break
      after = next
    }
    const rows = await stage().db.owner<{ id: string }>('select id from user_types order by id')
    assert.deepEqual(
      seen,
      rows.map(row => row.id),
    )
  })
})
