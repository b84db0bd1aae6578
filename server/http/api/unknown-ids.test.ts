import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Operation } from '@postern/contract/api/operation.ts'
import { operations } from '@postern/contract/api/registry.ts'
import type { TenantId } from '@postern/contract/ids.ts'
import { emptyPolicy } from '@postern/contract/policy.ts'
import { administrator, countEvents, host, otherHost, type TestApi, testApi } from '../../../testdata/api.ts'
import { isElsewhere } from '../../../testdata/api-stub.ts'
import { addAdministrator } from '../../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../../testdata/database.ts'
import { furnish, preparing } from '../../../testdata/furnished.ts'
import { createApiKey } from '../../flows/api-keys.ts'
import { systemIds } from '../../platform/ids.ts'

type Ids = Awaited<ReturnType<typeof furnished>>

let db: TestDatabase
let api: TestApi
let tenant: TenantId
let own: Ids
let foreign: Ids
let sibling: Ids

before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'own', host)
  const other = await addTenant(db, 'other', otherHost)
  api = await testApi(db)
  own = await furnished(tenant, 'Own')
  sibling = await furnished(tenant, 'Sibling')
  foreign = await furnished(other, 'Foreign')
  api.principals.set('owner', administrator('owner'))
  api.principals.set('limited', administrator('owner', [own.organization]))
})
after(async () => {
  await api.app.close()
  await db.close()
})

/** One of everything, an administrator and a key among it. */
async function furnished(of: TenantId, name: string) {
  const made = await furnish(api.services, of, name)
  const { account } = await addAdministrator(api.services, of)
  const form = { name, scopes: [], expiresAt: null }
  const { key } = await createApiKey(api.services, preparing(of), form)
  return { ...made, administrator: account, key: key.id }
}

/** Bodies of operations that an empty one would stop before the id is looked at. */
const bodies: Readonly<Record<string, object>> = {
  'policies.replace': emptyPolicy,
  'policies.simulate': { claims: { subject: 'ann' } },
}

/** Resources of the whole tenant belong to no organization: everybody who may read them reads all. */
const ofTheTenant = new Set(['userTypes', 'roles', 'profileTypes', 'attributes'])

const withIds = operations.filter(({ id, path }) => path.includes('{') && !isElsewhere(id))

async function call(operation: Operation, ids: Readonly<Record<string, string>>, principal = 'owner') {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? assert.fail(name))
  const response = await api.app.inject({
    method: operation.method,
    url: `/api/v1${path}`,
    headers: {
      host,
      origin: `http://${host}`,
      'x-postern-console': '1',
      'x-test-principal': principal,
      'if-match': '"1"',
    },
    ...(operation.method === 'GET' ? {} : { payload: bodies[operation.id] ?? {} }),
  })
  return { status: response.statusCode, body: bodyOf(response.body) }
}

const bodyOf = (text: string): { code?: string } => (text === '' ? {} : JSON.parse(text))

async function eventsOf(work: () => Promise<void>): Promise<Record<string, number>> {
  const before = await countEvents(db, tenant)
  await work()
  const after = await countEvents(db, tenant)
  const grown = Object.entries(after).map(([event, count]) => [event, count - (before[event] ?? 0)] as const)
  return Object.fromEntries(grown.filter(([, count]) => count > 0))
}

describe('an id of another tenant is unknown, and recorded', () => {
  for (const operation of withIds) {
    test(operation.id, async () => {
      const events = await eventsOf(async () => {
        const { status, body } = await call(operation, foreign)
        assert.deepEqual([status, body.code], [404, 'resource.unknown'])
      })
      assert.deepEqual(events, { 'access.unknown-id': 1 })
    })
  }
})

describe('an id that is nobody’s, or not even one, is unknown, and recorded', () => {
  for (const operation of withIds) {
    test(operation.id, async () => {
      const names = Object.keys(own)
      for (const id of [systemIds.next<string>(), 'not-an-id']) {
        const events = await eventsOf(async () => {
          const { status, body } = await call(operation, Object.fromEntries(names.map(name => [name, id])))
          assert.deepEqual([status, body.code], [404, 'resource.unknown'])
        })
        assert.deepEqual(events, { 'access.unknown-id': 1 })
      }
    })
  }
})

describe('an administrator of single organizations reaches the rows of these and no others', () => {
  for (const operation of withIds.filter(each => each.organizationScoped)) {
    test(operation.id, async () => {
      const shared = ofTheTenant.has(operation.id.slice(0, operation.id.indexOf('.')))
      const elsewhere = await call(operation, sibling, 'limited')
      assert.equal(elsewhere.status, shared ? 200 : 403)
      const inside = await call(operation, own, 'limited')
      assert.notEqual(inside.status, 403, JSON.stringify(inside.body))
      assert.notEqual(inside.status, 404, JSON.stringify(inside.body))
    })
  }

  const lists = operations.filter(
    ({ id, path, method, organizationScoped }) =>
      id.endsWith('.list') && method === 'GET' && organizationScoped && !path.includes('{'),
  )
  for (const operation of lists) {
    test(`${operation.id} shows nothing of others`, async () => {
      const { status, body } = await call(operation, {}, 'limited')
      assert.equal(status, 200)
      const text = JSON.stringify(body)
      if (ofTheTenant.has(operation.id.slice(0, operation.id.indexOf('.')))) {
        assert.ok(!text.includes(sibling.portal), 'a role names a portal of another organization')
        return
      }
      for (const id of [sibling.organization, sibling.portal, sibling.account]) {
        assert.ok(!text.includes(id), `${id} shows`)
      }
      assert.ok(text.includes(own.organization) || text.includes(own.portal), 'nothing of its own shows')
    })
  }
})

describe('a cursor that is not from a list is refused', () => {
  for (const { id, path } of operations.filter(
    each => 'after' in ((each.query as { shape?: object }).shape ?? {}),
  )) {
    if (isElsewhere(id)) continue
    test(id, async () => {
      const url = path.replaceAll(/\{(\w+)\}/g, (_, name: keyof Ids) => own[name])
      const response = await api.app.inject({
        url: `/api/v1${url}?after=nonsense`,
        headers: { host, 'x-test-principal': 'owner' },
      })
      assert.equal(response.statusCode, 422, response.body)
    })
  }
})
