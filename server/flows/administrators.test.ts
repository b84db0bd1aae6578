import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AccountId, OrganizationId, TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { addAdministrator, type TestServices, testServices, visitor } from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { systemIds } from '../platform/ids.ts'
import { create, list, type Manager, read } from './administrators.ts'
import { remove, update } from './administrators-change.ts'
import { authenticate } from './authenticate.ts'
import { signIn } from './console-session.ts'
import { acceptInvitation, inviteAgain, readInvitation } from './invitation.ts'

let db: TestDatabase
let services: TestServices
let tenants = 0
const password = 'purple-otter-canyon-92'
before(async () => {
  db = await testDatabase()
  services = testServices(db)
})
after(() => db.close())

const refusal = (code: Problem['code']) => (error: unknown) => error instanceof Problem && error.code === code

/** A tenant with one owner, who manages. */
async function fresh() {
  tenants += 1
  const tenant = await addTenant(db, `administrators_${tenants}`)
  const owner = await addAdministrator(services, tenant)
  const manager: Manager = {
    tenant,
    actor: { kind: 'account', id: owner.account },
    origin: 'https://id.example.test',
  }
  return { tenant, owner, manager }
}

const person = (email: string) =>
  ({ email, firstName: 'Radia', lastName: 'Perlman', level: 'administrator', organizations: null }) as const
const isOpen = async (tenant: TenantId, cookie: string) =>
  (await authenticate(services, { tenant, cookie, authorization: null })).kind === 'administrator'
const tokenIn = (link: string) => new URL(link).hash.slice(1)

test('an invitation sets a password once and leads to the second factor', async () => {
  const { tenant, manager } = await fresh()
  const { administrator, invitation } = await create(services, manager, person('radia@example.test'))
  assert.equal(administrator.status, 'pending')
  assert.match(invitation.link, /^https:\/\/id\.example\.test\/console\/invitation#[\w-]{43}$/)
  const [mail] = await db.owner<{ recipient: string; data: { link: string } }>(
    'select recipient, data from outbox where tenant_id = $1',
    [tenant],
  )
  assert.deepEqual(mail, {
    recipient: 'radia@example.test',
    data: { name: 'Radia Perlman', link: invitation.link, hours: 72 },
  })
  const token = tokenIn(invitation.link)
  assert.equal((await readInvitation(services, visitor(tenant), { token })).email, 'radia@example.test')
  const weak = acceptInvitation(services, visitor(tenant), { token, password: 'radiaperlman1' })
  await assert.rejects(weak, refusal('request.invalid'))
  const { step } = await acceptInvitation(services, visitor(tenant), { token, password })
  assert.equal(step.next, 'enrol')
  await assert.rejects(
    acceptInvitation(services, visitor(tenant), { token, password }),
    refusal('authentication.failed'),
  )
  assert.equal((await read(services, manager, administrator.id)).status, 'active')
  const signedIn = await signIn(services, visitor(tenant), { email: 'RADIA@example.test', password })
  assert.equal(signedIn.step.next, 'enrol')
})

test('a new link replaces the old one; links expire and belong to one tenant', async () => {
  const { tenant, manager } = await fresh()
  const { administrator, invitation } = await create(services, manager, person('links@example.test'))
  const again = await inviteAgain(services, manager, administrator.id, { forgetFactors: false })
  const open = (link: string, at = tenant) => readInvitation(services, visitor(at), { token: tokenIn(link) })
  await assert.rejects(open(invitation.link), refusal('authentication.failed'))
  const other = await fresh()
  await assert.rejects(open(again.link, other.tenant), refusal('authentication.failed'))
  assert.equal((await open(again.link)).email, 'links@example.test')
  const late = testServices(db, new Date(services.clock.now().getTime() + 72 * 3_600_000))
  await assert.rejects(
    readInvitation({ ...late, keys: services.keys }, visitor(tenant), { token: tokenIn(again.link) }),
    refusal('authentication.failed'),
  )
})

test('an address is one administrator; organizations must exist; strangers are unknown', async () => {
  const { manager, owner } = await fresh()
  await create(services, manager, person('twice@example.test'))
  const twice = create(services, manager, person('Twice@Example.test'))
  await assert.rejects(twice, refusal('resource.conflict'))
  const nowhere = { ...person('nowhere@example.test'), organizations: [systemIds.next<OrganizationId>()] }
  await assert.rejects(create(services, manager, nowhere), refusal('request.invalid'))
  const other = await fresh()
  await assert.rejects(read(services, other.manager, owner.account), refusal('resource.unknown'))
  await assert.rejects(remove(services, other.manager, owner.account), refusal('resource.unknown'))
  const edit = update(services, other.manager, { id: owner.account, version: 1 }, { level: 'auditor' })
  await assert.rejects(edit, refusal('resource.unknown'))
})

test('the last owner stays', async () => {
  const { tenant, manager, owner } = await fresh()
  const target = { id: owner.account, version: 1 }
  const home = await homeOf(tenant)
  for (const change of [
    { level: 'administrator' },
    { status: 'suspended' },
    { organizations: [home] },
  ] as const) {
    await assert.rejects(update(services, manager, target, change), refusal('resource.in-use'))
  }
  await assert.rejects(remove(services, manager, owner.account), refusal('resource.in-use'))
  const invited = await create(services, manager, { ...person('second@example.test'), level: 'owner' })
  await assert.rejects(
    remove(services, manager, owner.account),
    refusal('resource.in-use'),
    'an owner without a password cannot take over',
  )
  const token = tokenIn(invited.invitation.link)
  await acceptInvitation(services, visitor(tenant), { token, password })
  await remove(services, manager, owner.account)
  assert.deepEqual(
    (await list(services, manager, { limit: 50 })).items.map(item => item.email),
    ['second@example.test'],
  )
})

test('two owners who remove each other at once leave one', async () => {
  const { tenant, manager, owner } = await fresh()
  const second = await addAdministrator(services, tenant)
  const outcomes = await Promise.allSettled([
    remove(services, manager, owner.account),
    remove(services, manager, second.account),
  ])
  assert.equal(outcomes.filter(outcome => outcome.status === 'fulfilled').length, 1)
})

test('suspending ends sessions at once, restoring does not bring them back', async () => {
  const { tenant, manager } = await fresh()
  const { account, token } = await addAdministrator(services, tenant, { level: 'administrator' })
  assert.equal(await isOpen(tenant, token), true)
  const suspended = await update(services, manager, { id: account, version: 1 }, { status: 'suspended' })
  assert.equal(suspended.status, 'suspended')
  assert.equal(await isOpen(tenant, token), false)
  await update(services, manager, { id: account, version: suspended.version }, { status: 'active' })
  assert.equal(await isOpen(tenant, token), false)
  const stale = update(services, manager, { id: account, version: 1 }, { level: 'auditor' })
  await assert.rejects(stale, refusal('edit.stale'))
  const recorded = await db.owner<{ event: string }>(
    `select event from audit_events where tenant_id = $1 and event ~ '^account.(suspended|restored)' order by id`,
    [tenant],
  )
  assert.deepEqual(
    recorded.map(row => row.event),
    ['account.suspended', 'account.restored'],
  )
})

test('a change is stamped, remembered and found by the new name', async () => {
  const { tenant, manager } = await fresh()
  const { account } = await addAdministrator(services, tenant, { level: 'auditor' })
  await update(services, manager, { id: account, version: 1 }, { lastName: 'Sammet', level: 'administrator' })
  const [row] = await db.owner<{ source: string; before: { last_name: string }; found: boolean }>(
    `select s.source, h.before, exists (
       select from search_terms t where t.tenant_id = a.tenant_id and t.entity_id = a.id and t.term = 'sammet') as found
     from accounts a join stamps s on s.tenant_id = a.tenant_id and s.id = (a.provenance ->> 'lastName')::uuid
     join history h on h.tenant_id = a.tenant_id and h.entity_id = a.id and h.stamp_id = s.id
     where a.tenant_id = $1 and a.id = $2`,
    [tenant, account],
  )
  assert.deepEqual([row?.source, row?.before.last_name, row?.found], ['manual', 'Admin', true])
})

test('who was removed can be invited again', async () => {
  const { tenant, manager } = await fresh()
  const added = await addAdministrator(services, tenant, { level: 'auditor', email: 'back@example.test' })
  await remove(services, manager, added.account)
  assert.equal(await isOpen(tenant, added.token), false)
  const { administrator } = await create(services, manager, person('back@example.test'))
  assert.deepEqual([administrator.id, administrator.level], [added.account, 'administrator'])
  assert.equal(await isOpen(tenant, added.token), false)
})

test('lists page in order of creation', async () => {
  const { tenant, manager } = await fresh()
  for (let n = 0; n < 4; n += 1) await addAdministrator(services, tenant, { level: 'auditor' })
  const seen: AccountId[] = []
  let after: string | undefined
  do {
    const page = await list(services, manager, { after, limit: 2 })
    seen.push(...page.items.map(item => item.id))
    after = page.next ?? undefined
  } while (after !== undefined)
  assert.equal(new Set(seen).size, 5)
})

async function homeOf(tenant: TenantId): Promise<OrganizationId> {
  const [row] = await db.owner<{ id: OrganizationId }>(
    'select id from organizations where tenant_id = $1 and is_home',
    [tenant],
  )
  assert.ok(row)
  return row.id
}
