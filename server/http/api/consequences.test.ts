import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { send, useStage } from '../../../testdata/stage.ts'

/** Edits of one thing that change another. */
const stage = useStage(({ api, tenant }) => furnish(api.services, tenant, 'Mercy'))
const first = { 'if-match': '"1"' }

describe('roles and portals', () => {
  play(stage, [
    {
      name: 'a portal says which roles open it',
      request: 'GET /portals/$portal',
      status: 200,
      answers: { roles: [{ id: '$role', uid: 'mercy' }] },
      events: silent,
    },
    {
      name: 'taking the portal from the role takes it from both sides',
      request: 'PATCH /roles/$role',
      headers: { 'if-match': '"2"' },
      body: { portals: [], idpGroups: ['CN=Physicians,DC=mercy'] },
      status: 200,
      answers: { portals: [], idpGroups: ['CN=Physicians,DC=mercy'], version: 3 },
      events: { 'role.updated': 1 },
    },
    {
      name: 'and makes what was read of the portal stale',
      request: 'PATCH /portals/$portal',
      headers: first,
      body: { name: 'Mercy East' },
      status: 412,
      events: silent,
    },
    {
      name: 'the portal can be given to the role from its own side',
      request: 'PATCH /portals/$portal',
      headers: { 'if-match': '"2"' },
      body: { roles: ['$role'], retries: 7 },
      status: 200,
      answers: { roles: [{ id: '$role' }], retries: 7, version: 3 },
      events: { 'portal.updated': 1 },
    },
  ])
})

describe('attributes that people are matched by', () => {
  const identifiers = () =>
    stage().db.owner('select value, profile_id from identifiers where attribute_uid = $1', [
      stage().ids.attributeUid,
    ])

  test('stop being matched by', async () => {
    await patch('"1"', { identifier: false })
    assert.deepEqual(await identifiers(), [])
  })

  test('are matched by what profiles have already, trimmed', async () => {
    await patch('"2"', { identifier: true })
    assert.deepEqual(await identifiers(), [{ value: '4711', profile_id: stage().ids.profile }])
  })

  async function patch(version: string, body: object): Promise<void> {
    const headers = { 'if-match': version }
    const response = await send(stage(), { request: 'PATCH /attributes/$attribute', headers, body })
    assert.equal(response.statusCode, 200, response.body)
  }
})

test('a closed portal’s sessions do not come back when it opens again', async () => {
  const { api, db, tenant, ids } = stage()
  await db.owner(
    `insert into sessions (tenant_id, id, token_hash, account_id, portal_id, created_at, last_seen_at, expires_at)
     values ($1, $2, '\\x01', $3, $4, now(), now(), now() + interval '1 hour')`,
    [tenant, api.services.ids.next(), ids.account, ids.portal],
  )
  const response = await send(stage(), {
    request: 'PATCH /portals/$portal',
    headers: { 'if-match': '"3"' },
    body: { state: 'disabled' },
  })
  assert.equal(response.statusCode, 200, response.body)
  const open = await db.owner('select id from sessions where portal_id = $1 and revoked_at is null', [
    ids.portal,
  ])
  assert.deepEqual(open, [])
})
