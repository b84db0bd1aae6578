import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { scope } from '@postern/contract/access.ts'
import type { Operation } from '@postern/contract/api/operation.ts'
import { operations } from '@postern/contract/api/registry.ts'
import { organizationId } from '@postern/contract/ids.ts'
import { administrator, apiKey, host, type TestApi, testApi } from '../../../testdata/api.ts'
import { stubs } from '../../../testdata/api-stub.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../../testdata/database.ts'
import { systemIds } from '../../platform/ids.ts'
import { everybody, matrix, open, type Who } from './authorization-matrix.ts'

let db: TestDatabase
let api: TestApi
before(async () => {
  db = await testDatabase()
  await addTenant(db, 'matrix', host)
  api = await testApi(db, { more: stubs })
  api.principals.set('auditor', administrator('auditor'))
  api.principals.set('administrator', administrator('administrator'))
  api.principals.set('owner', administrator('owner'))
  api.principals.set('limited', administrator('owner', [organizationId.parse(systemIds.next())]))
  for (const each of scope.options) {
    api.principals.set(`key ${each}`, apiKey(each))
    api.principals.set(`otherKey ${each}`, apiKey(...scope.options.filter(other => other !== each)))
  }
})
after(async () => {
  await api.app.close()
  await db.close()
})

test('the matrix has every operation of the registry once, and no other', () => {
  const listed = [...Object.keys(matrix), ...Object.keys(open)].sort()
  assert.deepEqual(listed, operations.map(operation => operation.id).sort())
})

/** The code that stopped a request at the door, or null when it got past it. */
async function stoppedBy(operation: Operation, who: Who): Promise<string | null> {
  const scoped =
    operation.access === 'public' || operation.access === 'self' ? 'people:read' : operation.access
  const response = await api.app.inject({
    method: operation.method,
    url: `/api/v1${operation.path.replaceAll(/\{\w+\}/g, () => systemIds.next<string>())}`,
    headers: {
      host,
      origin: `http://${host}`,
      'x-postern-console': '1',
      'x-test-principal': who === 'key' || who === 'otherKey' ? `${who} ${scoped}` : who,
      'if-match': '"1"',
    },
    ...(operation.method === 'GET' ? {} : { payload: {} }),
  })
  const { code } = response.body === '' ? { code: '' } : response.json<{ code?: string }>()
  return code?.startsWith('authentication.') || code === 'authorization.denied' ? code : null
}

describe('who may call what', () => {
  for (const operation of operations) {
    test(operation.id, async () => {
      const allowed = operation.id in open ? everybody : (matrix[operation.id] ?? [])
      for (const who of everybody) {
        const stopped = who === 'anonymous' ? 'authentication.required' : 'authorization.denied'
        assert.equal(await stoppedBy(operation, who), allowed.includes(who) ? null : stopped, who)
      }
    })
  }
})
