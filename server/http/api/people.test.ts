import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { shortIdOf } from '@postern/contract/attempt.ts'
import { administrator, apiKey, host, testApi } from '../../../testdata/api.ts'
import { addTenant, testDatabase } from '../../../testdata/database.ts'
import { furnish } from '../../../testdata/furnished.ts'
import { play, type Stage, silent } from '../../../testdata/scenario.ts'

let stage: Stage

before(async () => {
  const db = await testDatabase()
  const tenant = await addTenant(db, 'people', host)
  const api = await testApi(db)
  const own = await furnish(api.services, tenant, 'Mercy')
  const owner = await furnish(api.services, tenant, 'Owner')
  api.principals.set('owner', administrator('owner', null, own.account))
  api.principals.set('administrator', administrator('administrator'))
  api.principals.set('reader', apiKey('people:read'))
  const insert = `insert into administrators (tenant_id, account_id, level, created_at) values ($1, $2, 'owner', now())`
  await db.owner(insert, [tenant, owner.account])
  await db.owner(
    `insert into credentials (tenant_id, id, account_id, kind, key, secret, created_at)
     values ($1, $2, $3, 'password', 'password', 'x', now())`,
    [tenant, api.services.ids.next(), owner.account],
  )
  const names = { ownerAccount: owner.account, shortId: shortIdOf(own.attempt) }
  stage = { db, api, tenant, ids: { ...own, ...names } }
})
after(async () => {
  await stage.api.app.close()
  await stage.db.close()
})

const found = (search: string, ids: string[]) => ({
  name: `are found by “${search}”`,
  request: `GET /accounts?search=${search.replaceAll(' ', '+')}&organization=$organization`,
  status: 200,
  answers: { items: ids.map(id => ({ id })), next: null },
  events: silent,
})

describe('accounts', () => {
  play(
    () => stage,
    [
      found('ann', ['$account']),
      found('LEE an', ['$account']),
      found('ann.$organization@exa', ['$account']),
      {
        name: 'are not found by the middle of a word',
        request: 'GET /accounts?search=nn',
        status: 200,
        answers: { items: [] },
        events: silent,
      },
      {
        name: 'are filtered by directory and status',
        request: 'GET /accounts?directory=$directory&status=suspended',
        status: 200,
        answers: { items: [], next: null },
        events: silent,
      },
      {
        name: 'tell who set what',
        request: 'GET /accounts/$account',
        status: 200,
        answers: {
          firstName: 'Ann',
          emailVerified: true,
          level: null,
          activeSessions: 0,
          profile: { id: '$profile', name: 'Ann Lee' },
          provenance: {
            email: {
              source: 'connection',
              connection: { id: '$connection', uid: 'mercy' },
              policyVersion: 1,
              attempt: { id: '$attempt', shortId: '$shortId' },
              actor: null,
            },
          },
          links: [
            { connection: { id: '$connection' }, subject: '$account', setBy: { source: 'connection' } },
          ],
          roles: [
            {
              role: { id: '$role' },
              userType: { id: '$userType' },
              portals: [{ id: '$portal' }],
              setBy: { connection: { id: '$connection' } },
            },
          ],
          groups: [],
        },
        events: silent,
      },
    ],
  )
})

describe('suspending', () => {
  before(async () => {
    const { db, tenant, ids, api } = stage
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
    const [row] = await stage.db.owner<{ sessions: number; keys: number }>(
      `select (select count(*)::int from sessions where account_id = $1 and revoked_at is null) as sessions,
              (select count(*)::int from api_keys where created_by = $1 and revoked_at is null) as keys`,
      [stage.ids.account],
    )
    return row
  }

  play(
    () => stage,
    [
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
    ],
  )
  test('ends sessions and keys', async () => assert.deepEqual(await open(), { sessions: 0, keys: 0 }))

  test('keeps the account as it was before', async () => {
    const rows = await stage.db.owner<{ status: string }>(
      `select before ->> 'status' as status from history where entity_id = $1`,
      [stage.ids.account],
    )
    assert.deepEqual(rows, [{ status: 'active' }])
  })

  play(
    () => stage,
    [
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
    ],
  )
  test('does not bring sessions and keys back', async () =>
    assert.deepEqual(await open(), { sessions: 0, keys: 0 }))
})

describe('profiles', () => {
  play(
    () => stage,
    [
      {
        name: 'are found by type, status and word',
        request: 'GET /profiles?profileType=$profileType&status=Active&search=lee',
        status: 200,
        answers: { items: [{ id: '$profile', name: 'Ann Lee' }], next: null },
        events: silent,
      },
      {
        name: 'tell who set what',
        request: 'GET /profiles/$profile',
        status: 200,
        answers: {
          attributes: [
            {
              uid: '$attributeUid',
              name: 'Mercy',
              value: ' 4711 ',
              identifier: true,
              setBy: { connection: { id: '$connection' }, attempt: { shortId: '$shortId' } },
            },
          ],
          accounts: [{ id: '$account', status: 'active' }],
        },
        events: silent,
      },
    ],
  )
})

describe('attempts', () => {
  play(
    () => stage,
    [
      {
        name: 'under another short id are none',
        request: 'GET /attempts/0000-0000',
        status: 404,
        events: { 'access.unknown-id': 1 },
      },
      {
        name: 'are found by their short id',
        request: 'GET /attempts/$shortId',
        status: 200,
        answers: {
          id: '$attempt',
          outcome: 'admitted',
          kind: 'create',
          policyVersion: 1,
          failure: null,
          because: [{ code: 'match.none', rule: 'match', effect: 'explains', remedy: null }],
          account: { id: '$account' },
        },
        events: silent,
      },
      {
        name: 'are filtered',
        request: 'GET /attempts?outcome=admitted&portal=$portal&from=2020-01-01T00:00:00Z',
        status: 200,
        answers: { items: [{ id: '$attempt' }], next: null },
        events: silent,
      },
      {
        name: 'of a time to come are none',
        request: 'GET /attempts?from=2999-01-01T00:00:00Z',
        status: 200,
        answers: { items: [] },
        events: silent,
      },
      {
        name: 'are not filtered by what is no reason',
        request: 'GET /attempts?reason=because',
        status: 422,
        answers: { fields: [{ field: 'query/reason' }] },
        events: silent,
      },
    ],
  )

  test('are found by short ids in lower case, without hyphen, with letters for digits', async () => {
    const typed = String(stage.ids.shortId)
      .toLowerCase()
      .replace('-', '')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
    const response = await stage.api.app.inject({
      url: `/api/v1/attempts/${typed}`,
      headers: { host, 'x-test-principal': 'owner' },
    })
    assert.equal(response.json<{ id: string }>().id, stage.ids.attempt)
  })
})

describe('records', () => {
  play(
    () => stage,
    [
      {
        name: 'audit events name who, what and where',
        request: 'GET /audit-events?event=account.suspended',
        status: 200,
        answers: {
          items: [
            {
              event: 'account.suspended',
              actor: { kind: 'account', id: '$account' },
              organization: { id: '$organization' },
              entity: 'account',
              entityId: '$account',
              detail: { was: 'active', sessionsEnded: 1, note: 'left us' },
            },
          ],
          next: null,
        },
        events: silent,
      },
      {
        name: 'audit events are found by who did it',
        request: 'GET /audit-events?actor=$connection',
        status: 200,
        answers: { items: [{ id: '$event', actor: { kind: 'connection', name: 'Mercy' } }], next: null },
        events: silent,
      },
      {
        name: 'mails can be read in the demo',
        request: 'GET /outbox/$mail',
        status: 200,
        answers: { recipient: 'ann@example.test', data: { link: 'https://example.test/secret' } },
        events: silent,
      },
      {
        name: 'the overview says what is set up and who came',
        request: 'GET /overview',
        status: 200,
        answers: {
          demo: true,
          checklist: [
            { step: 'organization', done: true },
            { step: 'profileType', done: true },
            { step: 'portal', done: true },
            { step: 'role', done: true },
            { step: 'connection', done: true },
            { step: 'policy', done: false },
            { step: 'signIn', done: true },
          ],
          counts: { organizations: 2, portals: 2, connections: 2, accounts: 2, profiles: 2 },
          refusals: [],
        },
        events: silent,
      },
    ],
  )

  test('sign-ins are counted by day', async () => {
    const response = await stage.api.app.inject({
      url: '/api/v1/overview',
      headers: { host, 'x-test-principal': 'owner' },
    })
    const { signIns } = response.json<{ signIns: { day: string; admitted: number }[] }>()
    assert.equal(signIns.length, 14)
    assert.deepEqual(signIns.map(({ admitted }) => admitted).filter(Boolean), [2])
  })

  test('outside the demo nobody reads what a mail says', async () => {
    const api = await testApi(stage.db, { demo: false })
    api.principals.set('owner', administrator('owner'))
    const response = await api.app.inject({
      url: `/api/v1/outbox/${stage.ids.mail}`,
      headers: { host, 'x-test-principal': 'owner' },
    })
    assert.equal(response.json<{ data: unknown }>().data, null)
    await api.app.close()
  })
})
