import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { administrator, apiKey } from '../../../testdata/api.ts'
import { addAdministrator } from '../../../testdata/console.ts'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

const stage = useStage(async ({ api, tenant }) => {
  const own = await furnish(api.services, tenant, 'Mercy')
  api.principals.set('owner', administrator('owner', null, own.account))
  api.principals.set('administrator', administrator('administrator'))
  api.principals.set('reader', apiKey('people:read'))
  const owner = await addAdministrator(api.services, tenant)
  return { ...own, ownerAccount: owner.account }
})

describe('suspending', () => {
  before(async () => {
    const { db, tenant, ids, api } = stage()
    await db.owner(
      `insert into sessions (tenant_id, id, token_hash, account_id, portal_id, created_at, last_seen_at, expires_at)
       values ($1, $2, '\\x02', $3, $4, now(), now(), now() + interval '1 hour')`,
      [tenant, api.services.ids.next(), ids.account, ids.portal],
    )
    await db.owner(
      `insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes, created_by, created_at)
       values ($1, $2, 'k', 'pk', '\\x03', '{}', $3, now())`,
      [tenant, api.services.ids.next(), ids.account],
    )
  })
  const open = async () => {
    const [row] = await stage().db.owner<{ sessions: number; keys: number }>(
      `select (select count(*)::int from sessions where account_id = $1 and revoked_at is null) as sessions,
              (select count(*)::int from api_keys where created_by = $1 and revoked_at is null) as keys`,
      [stage().ids.account],
    )
    return row
  }

  play(stage, [
    {
      name: 'counts the session before',
      request: 'GET /accounts/$account',
      status: 200,
      answers: { activeSessions: 1 },
      events: silent,
    },
    {
      name: 'is for who may write people',
      as: 'reader',
      request: 'POST /accounts/$account/suspend',
      status: 403,
      events: silent,
    },
    {
      name: 'tells who did it',
      request: 'POST /accounts/$account/suspend',
      body: { note: 'left us' },
      status: 200,
      answers: {
        status: 'suspended',
        activeSessions: 0,
        version: 2,
        provenance: {
          status: { source: 'manual', actor: { id: '$account' } },
          email: { source: 'connection' },
        },
      },
      events: { 'account.suspended': 1 },
    },
  ])
  test('ends sessions and keys', async () => assert.deepEqual(await open(), { sessions: 0, keys: 0 }))

  test('keeps the account as it was before', async () => {
    const rows = await stage().db.owner<{ status: string }>(
      `select before ->> 'status' as status from history where entity_id = $1`,
      [stage().ids.account],
    )
    assert.deepEqual(rows, [{ status: 'active' }])
  })

  play(stage, [
    {
      name: 'twice changes nothing',
      request: 'POST /accounts/$account/suspend',
      status: 200,
      answers: { status: 'suspended', version: 2 },
      events: silent,
    },
    {
      name: 'is undone by restoring',
      request: 'POST /accounts/$account/restore',
      body: {},
      status: 200,
      answers: { status: 'active', version: 3, activeSessions: 0 },
      events: { 'account.restored': 1 },
    },
    {
      name: 'an administrator is for who appoints administrators',
      as: 'administrator',
      request: 'POST /accounts/$ownerAccount/suspend',
      status: 403,
      answers: { detail: 'This account is an administrator’s.' },
      events: silent,
    },
    {
      name: 'the last owner is for nobody',
      request: 'POST /accounts/$ownerAccount/suspend',
      status: 409,
      answers: { code: 'resource.in-use', detail: 'This is the last owner who can sign in.' },
      events: silent,
    },
  ])
  test('does not bring sessions and keys back', async () =>
    assert.deepEqual(await open(), { sessions: 0, keys: 0 }))
})
