import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { systemIds } from '../platform/ids.ts'
import { violatedConstraint } from './database.ts'
import { q } from './query.ts'
import { withSystem, withTenant } from './transaction.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

const organization = (tenant_id: string, uid: string) => ({
  tenant_id,
  id: systemIds.next<string>(),
  uid,
  name: uid,
})

test('a query that forgot its tenant filter sees nothing of another tenant', async () => {
  const a = await addTenant(db, 'isolation_a')
  const b = await addTenant(db, 'isolation_b')
  await withTenant(db, a, tx => tx.all(q.insertInto('organizations').values(organization(a, 'of_a'))))
  await withTenant(db, b, tx => tx.all(q.insertInto('organizations').values(organization(b, 'of_b'))))
  const seen = await withTenant(db, b, tx => tx.all(q.selectFrom('organizations').select('uid')))
  assert.deepEqual(seen, [{ uid: 'of_b' }])
  const everything = await db.owner('select uid from organizations')
  assert.equal(everything.length, 2, 'the rows exist; the role did not see them')
})

test('a row of another tenant cannot be written', async () => {
  const a = await addTenant(db, 'writes_a')
  const b = await addTenant(db, 'writes_b')
  await assert.rejects(
    withTenant(db, a, tx => tx.all(q.insertInto('organizations').values(organization(b, 'foreign')))),
    /row-level security/,
  )
})

test('a transaction inside a transaction is refused', async () => {
  const a = await addTenant(db, 'nested')
  await assert.rejects(
    withTenant(db, a, () => withTenant(db, a, async () => {})),
    /inside a transaction/,
  )
})

test('a failed statement rolls everything back, also when the commit was sent behind it', async () => {
  const a = await addTenant(db, 'rolled_back')
  const twice = organization(a, 'twice')
  const lost = withTenant(db, a, async tx => {
    const first = tx.all(q.insertInto('organizations').values(twice))
    const second = tx.all(q.insertInto('organizations').values(twice))
    await tx.commitAfter([first, second])
  })
  await assert.rejects(lost, error => violatedConstraint(error) === 'organizations_pkey')
  assert.deepEqual(await withTenant(db, a, tx => tx.all(q.selectFrom('organizations').select('id'))), [])
})

test('the database itself refuses writes in a read-only transaction', async () => {
  const a = await addTenant(db, 'read_only')
  await assert.rejects(
    withTenant(db, a, tx => tx.all(q.insertInto('organizations').values(organization(a, 'none'))), {
      readOnly: true,
    }),
    /read-only transaction/,
  )
})

test('the system role reaches the registry and not the people', async () => {
  await assert.rejects(
    withSystem(db, tx => tx.all(q.selectFrom('accounts').select('id'))),
    /permission denied/,
  )
})
