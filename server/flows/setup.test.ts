import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Problem } from '@postern/contract/problems.ts'
import { testServices, visitor } from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { completeSetup, ensureSetupCode, readSetup } from './setup.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

const person = {
  email: 'owner@example.test',
  firstName: 'Katherine',
  lastName: 'Johnson',
  password: 'purple-otter-canyon-92',
}
const refusal = (code: Problem['code']) => (error: unknown) => error instanceof Problem && error.code === code

async function fresh(uid: string) {
  const tenant = await addTenant(db, uid)
  const services = testServices(db)
  return { tenant, services, code: (await ensureSetupCode(services, tenant)) ?? '' }
}

test('the printed code makes the first owner, in any spelling, and closes set-up', async () => {
  const { tenant, services, code } = await fresh('setup')
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  assert.deepEqual(await readSetup(services, tenant), { open: true })
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
  const { step } = await completeSetup(services, visitor(tenant), { ...person, code: typed })
  assert.equal(step.next, 'enrol')
  assert.deepEqual(await readSetup(services, tenant), { open: false })
  assert.equal(await ensureSetupCode(services, tenant), null)
  const again = completeSetup(services, visitor(tenant), { ...person, code })
  await assert.rejects(again, refusal('setup.closed'))
  const recorded = await db.owner<{ event: string }>(
    'select event from audit_events where tenant_id = $1 order by id',
    [tenant],
  )
  assert.deepEqual(
    recorded.map(row => row.event),
    [
      'organization.created',
      'directory.created',
      'account.created',
      'administrator.created',
      'setup.completed',
    ],
  )
})

test('the account is found by its words and says who made it', async () => {
  const { tenant, services, code } = await fresh('provenance')
  await completeSetup(services, visitor(tenant), { ...person, code })
  const [row] = await db.owner<{ terms: string[]; source: string; home: boolean }>(
    `select array_agg(t.term order by t.term collate "C") as terms, s.source, o.is_home as home
     from accounts a join search_terms t on t.tenant_id = a.tenant_id and t.entity_id = a.id
     join stamps s on s.tenant_id = a.tenant_id and s.id = (a.provenance ->> '*')::uuid
     join organizations o on o.tenant_id = a.tenant_id and o.id = a.organization_id
     where a.tenant_id = $1 group by s.source, o.is_home`,
    [tenant],
  )
  assert.deepEqual(row, {
    terms: ['example', 'johnson', 'katherine', 'owner', 'owner@example.test', 'test'],
    source: 'system',
    home: true,
  })
})

test('a wrong, foreign or expired code is refused, and guessing slows down', async () => {
  const { tenant, services, code } = await fresh('wrong_code')
  const other = await fresh('other_code')
  const attempt = (typed: string) => completeSetup(services, visitor(tenant), { ...person, code: typed })
  await assert.rejects(attempt('AAAA-AAAA-AAAA'), refusal('setup.code'))
  await assert.rejects(attempt(other.code), refusal('setup.code'))
  services.pass({ hours: 24 })
  await assert.rejects(attempt(code), refusal('setup.code'))
  for (let n = 0; n < 3; n += 1) await assert.rejects(attempt('wrong'), refusal('setup.code'))
  await assert.rejects(attempt('wrong'), refusal('authentication.delayed'))
  const elsewhere = visitor(tenant, { address: '2001:db8::1' })
  const renewed = (await ensureSetupCode(services, tenant)) ?? ''
  assert.equal((await completeSetup(services, elsewhere, { ...person, code: renewed })).step.next, 'enrol')
})

test('an easy password is refused and the code stays good', async () => {
  const { tenant, services, code } = await fresh('easy')
  for (const password of ['password12345', 'qwertyuiopasdf', 'katherinejohnson']) {
    const attempt = completeSetup(services, visitor(tenant), { ...person, code, password })
    await assert.rejects(attempt, refusal('request.invalid'))
  }
  assert.equal((await completeSetup(services, visitor(tenant), { ...person, code })).step.next, 'enrol')
})

test('two set-ups at once make one owner', async () => {
  const { tenant, services, code } = await fresh('race')
  const second = (await ensureSetupCode(services, tenant)) ?? ''
  const attempts = [code, second].map((typed, n) =>
    completeSetup(services, visitor(tenant, { address: `192.0.2.${n}` }), {
      ...person,
      email: `owner${n}@example.test`,
      code: typed,
    }).then(
      () => 'made',
      (error: Problem) => error.code,
    ),
  )
  assert.deepEqual((await Promise.all(attempts)).sort(), ['made', 'setup.closed'])
})
