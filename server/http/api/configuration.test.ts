import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { administrator, host, otherHost, testApi } from '../../../testdata/api.ts'
import { addTenant, testDatabase } from '../../../testdata/database.ts'
import { furnish } from '../../../testdata/furnished.ts'
import { play, type Stage, silent } from '../../../testdata/scenario.ts'

let stage: Stage
const first = { 'if-match': '"1"' }

before(async () => {
  const db = await testDatabase()
  const tenant = await addTenant(db, 'configuration', host)
  const other = await addTenant(db, 'elsewhere', otherHost)
  const api = await testApi(db)
  const own = await furnish(api.services, tenant, 'Mercy')
  const foreign = await furnish(api.services, other, 'Foreign')
  api.principals.set('owner', administrator('owner'))
  api.principals.set('limited', administrator('administrator', [own.organization]))
  await db.owner(`update organizations set is_home = true where id = $1`, [own.organization])
  const { organization: foreignOrganization, role: foreignRole } = foreign
  const second = await furnish(api.services, tenant, 'Other')
  const theirs = { otherOrganization: second.organization, otherDirectory: second.directory }
  stage = { db, api, tenant, ids: { ...own, foreignOrganization, foreignRole, ...theirs } }
})
after(async () => {
  await stage.api.app.close()
  await stage.db.close()
})

describe('uids and addresses', () => {
  play(
    () => stage,
    [
      {
        name: 'are made from the name',
        request: 'POST /portals',
        body: { name: 'Ärzte & Pflege', organization: '$organization', directory: '$directory' },
        status: 201,
        answers: {
          uid: 'arzte_pflege',
          url: 'arzte-pflege',
          address: `http://${host}/p/arzte-pflege`,
          inactivityMinutes: 30,
          lifetimeHours: 12,
          retries: 5,
          state: 'active',
        },
        events: { 'portal.created': 1 },
      },
      {
        name: 'are numbered when the name is taken',
        request: 'POST /directories',
        body: { name: 'Mercy', organization: '$organization' },
        status: 201,
        answers: { uid: 'mercy_2' },
        events: { 'directory.created': 1 },
      },
      {
        name: 'may be chosen while creating',
        request: 'POST /attributes',
        body: { name: 'Licence number', uid: 'npi' },
        status: 201,
        answers: { uid: 'npi', kind: 'text', identifier: false },
        events: { 'attribute.created': 1 },
      },
      {
        name: 'never change afterwards',
        request: 'PATCH /attributes/$attribute',
        headers: first,
        body: { uid: 'other' },
        status: 422,
        answers: { fields: [{ field: '/uid', message: 'There is no such field.' }] },
        events: silent,
      },
      {
        name: 'clash by name of the field',
        request: 'POST /attributes',
        body: { name: 'Second', uid: 'npi' },
        status: 409,
        answers: {
          code: 'resource.conflict',
          fields: [{ field: '/uid', message: 'Another attribute has this uid.' }],
        },
        events: silent,
      },
      {
        name: 'a portal’s name is taken whatever its case',
        request: 'POST /portals',
        body: { name: 'MERCY', organization: '$organization', directory: '$directory' },
        status: 409,
        answers: { fields: [{ field: '/name' }] },
        events: silent,
      },
      {
        name: 'a portal’s address is taken',
        request: 'PATCH /portals/$portal',
        headers: first,
        body: { url: 'arzte-pflege' },
        status: 409,
        answers: { fields: [{ field: '/url' }] },
        events: silent,
      },
      ...['api', 'sso', 'p', 'admin', 'console', 'healthz', 'readyz', 'login'].map(url => ({
        name: `the address ${url} is reserved`,
        request: 'PATCH /portals/$portal',
        headers: first,
        body: { url },
        status: 422,
        answers: { fields: [{ field: '/url', message: 'This address is reserved.' }] },
        events: silent,
      })),
      {
        name: 'a portal’s address is a lower-case slug',
        request: 'PATCH /portals/$portal',
        headers: first,
        body: { url: 'Mercy West' },
        status: 422,
        answers: { fields: [{ field: '/url' }] },
        events: silent,
      },
      {
        name: 'a location’s name is unique within its organization',
        request: 'POST /locations',
        body: { name: 'Mercy', organization: '$organization' },
        status: 409,
        answers: { fields: [{ field: '/name' }] },
        events: silent,
      },
    ],
  )
})

describe('references', () => {
  play(
    () => stage,
    [
      {
        name: 'another tenant’s organization does not exist',
        request: 'POST /directories',
        body: { name: 'X', organization: '$foreignOrganization' },
        status: 422,
        answers: { fields: [{ field: '/organization', message: 'There is no such organization.' }] },
        events: silent,
      },
      {
        name: 'another tenant’s role does not exist',
        request: 'PATCH /portals/$portal',
        headers: first,
        body: { roles: ['$role', '$foreignRole'] },
        status: 422,
        answers: { fields: [{ field: '/roles/1', message: 'There is no such role.' }] },
        events: silent,
      },
      {
        name: 'names are built from attributes that exist',
        request: 'PATCH /profile-types/$profileType',
        headers: first,
        body: { naming: ['npi', 'nothing'] },
        status: 422,
        answers: { fields: [{ field: '/naming/1' }] },
        events: silent,
      },
      {
        name: 'a limited administrator creates nothing for others',
        as: 'limited',
        request: 'POST /directories',
        body: { name: 'X', organization: '$otherOrganization' },
        status: 403,
        answers: { code: 'authorization.denied' },
        events: silent,
      },
      {
        name: 'a limited administrator lets nobody in from the directory of others',
        as: 'limited',
        request: 'PATCH /portals/$portal',
        headers: first,
        body: { directory: '$otherDirectory' },
        status: 403,
        answers: { code: 'authorization.denied' },
        events: silent,
      },
      {
        name: 'a limited administrator makes no group of the whole tenant',
        as: 'limited',
        request: 'POST /groups',
        body: { name: 'Everybody' },
        status: 403,
        answers: { code: 'authorization.denied' },
        events: silent,
      },
    ],
  )
})

describe('roles and portals', () => {
  play(
    () => stage,
    [
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
    ],
  )
})

describe('archiving', () => {
  play(
    () => stage,
    [
      {
        name: 'the home organization stays',
        request: 'PATCH /organizations/$organization',
        headers: first,
        body: { status: 'archived' },
        status: 409,
        answers: { code: 'resource.in-use', detail: 'The home organization cannot be archived.' },
        events: silent,
      },
      {
        name: 'an organization with portals stays',
        request: 'PATCH /organizations/$otherOrganization',
        headers: first,
        body: { status: 'archived' },
        status: 409,
        answers: { code: 'resource.in-use' },
        events: silent,
      },
      {
        name: 'a directory that a portal uses stays',
        request: 'PATCH /directories/$directory',
        headers: first,
        body: { status: 'archived' },
        status: 409,
        answers: { code: 'resource.in-use' },
        events: silent,
      },
      {
        name: 'a user type with roles stays',
        request: 'PATCH /user-types/$userType',
        headers: first,
        body: { status: 'archived' },
        status: 409,
        answers: { code: 'resource.in-use' },
        events: silent,
      },
      {
        name: 'a location can go',
        request: 'PATCH /locations/$location',
        headers: first,
        body: { status: 'archived' },
        status: 200,
        answers: { status: 'archived' },
        events: { 'location.updated': 1 },
      },
    ],
  )
})

describe('attributes that people are matched by', () => {
  const identifiers = () =>
    stage.db.owner('select value, profile_id from identifiers where attribute_uid = $1', [
      stage.ids.attributeUid,
    ])

  test('stop being matched by', async () => {
    await patch('"1"', { identifier: false })
    assert.deepEqual(await identifiers(), [])
  })

  test('are matched by what profiles have already, trimmed', async () => {
    await patch('"2"', { identifier: true })
    assert.deepEqual(await identifiers(), [{ value: '4711', profile_id: stage.ids.profile }])
  })

  async function patch(version: string, payload: object): Promise<void> {
    const response = await stage.api.app.inject({
      method: 'PATCH',
      url: `/api/v1/attributes/${stage.ids.attribute}`,
      headers: {
        host,
        origin: `http://${host}`,
        'x-postern-console': '1',
        'x-test-principal': 'owner',
        'if-match': version,
      },
      payload,
    })
    assert.equal(response.statusCode, 200, response.body)
  }
})

test('a closed portal’s sessions do not come back when it opens again', async () => {
  const { api, db, tenant, ids } = stage
  await db.owner(
    `insert into sessions (tenant_id, id, token_hash, account_id, portal_id, created_at, last_seen_at, expires_at)
     values ($1, $2, '\\x01', $3, $4, now(), now(), now() + interval '1 hour')`,
    [tenant, api.services.ids.next(), ids.account, ids.portal],
  )
  const response = await api.app.inject({
    method: 'PATCH',
    url: `/api/v1/portals/${ids.portal}`,
    headers: {
      host,
      origin: `http://${host}`,
      'x-postern-console': '1',
      'x-test-principal': 'owner',
      'if-match': '"3"',
    },
    payload: { state: 'disabled' },
  })
  assert.equal(response.statusCode, 200, response.body)
  const open = await db.owner('select id from sessions where portal_id = $1 and revoked_at is null', [
    ids.portal,
  ])
  assert.deepEqual(open, [])
})
