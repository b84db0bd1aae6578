import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { scopesOf } from '@postern/contract/access.ts'
import type { TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import {
  type AddedAdministrator,
  addAdministrator,
  type TestServices,
  testServices,
} from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { createApiKey, type KeyCreator, list, revoke } from './api-keys.ts'
import { authenticate } from './authenticate.ts'

let db: TestDatabase
let tenant: TenantId
let services: TestServices
let owner: AddedAdministrator
before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'keys')
  services = testServices(db)
  owner = await addAdministrator(services, tenant)
})
after(() => db.close())

const refusal = (code: Problem['code']) => (error: unknown) => error instanceof Problem && error.code === code
const creator = (by: AddedAdministrator, more: Partial<KeyCreator> = {}): KeyCreator => ({
  tenant,
  actor: { kind: 'account', id: by.account },
  scopes: scopesOf.owner,
  organizations: null,
  ...more,
})
const send = (secret: string, at = tenant, cookie: string | null = null) =>
  authenticate(services, { tenant: at, cookie, authorization: `Bearer ${secret}` })
const form = { name: 'Sync', scopes: ['people:read'], expiresAt: null } as const

test('a key opens its scopes, is shown once and kept hashed', async () => {
  const { key, secret } = await createApiKey(services, creator(owner), form)
  assert.match(secret, /^pk_[0-9a-f]{8}_[\w-]{43}$/)
  assert.ok(secret.startsWith(`${key.prefix}_`))
  const principal = await send(secret)
  assert.deepEqual(principal, {
    kind: 'api_key',
    key: key.id,
    scopes: ['people:read'],
    organizations: null,
  })
  const rows = await db.owner<Record<string, unknown>>('select * from api_keys where tenant_id = $1', [
    tenant,
  ])
  assert.ok(!JSON.stringify(rows).includes(secret.slice(-43)))
  const listed = await list(services, tenant, { limit: 10 })
  assert.ok(!JSON.stringify(listed).includes(secret.slice(-43)))
  assert.equal(listed.items[0]?.lastUsedAt, services.clock.now().toISOString())
})

test('a key is nobody at another tenant, misspelt, or beside a good cookie', async () => {
  const { secret } = await createApiKey(services, creator(owner), form)
  const other = await addTenant(db, 'keys_elsewhere')
  assert.equal((await send(secret, other)).kind, 'anonymous')
  assert.equal((await send(`${secret.slice(0, -1)}_`)).kind, 'anonymous')
  assert.equal((await send('pk_', tenant, owner.token)).kind, 'anonymous')
  assert.equal((await send(secret)).kind, 'api_key')
})

test('revoked and expired keys open nothing', async () => {
  const { key, secret } = await createApiKey(services, creator(owner), form)
  await revoke(services, creator(owner), key.id)
  assert.equal((await send(secret)).kind, 'anonymous')
  await revoke(services, creator(owner), key.id)
  const unknown = revoke(services, creator(owner), services.ids.next())
  await assert.rejects(unknown, refusal('resource.unknown'))
  const expiresAt = new Date(services.clock.now().getTime() + 60_000).toISOString()
  const short = await createApiKey(services, creator(owner), { ...form, expiresAt })
  services.pass({ seconds: 59 })
  assert.equal((await send(short.secret)).kind, 'api_key')
  services.pass({ seconds: 1 })
  assert.equal((await send(short.secret)).kind, 'anonymous')
  const states = (await list(services, tenant, { limit: 2 })).items.map(item => item.state)
  assert.deepEqual(states, ['expired', 'revoked'])
  const past = createApiKey(services, creator(owner), { ...form, expiresAt })
  await assert.rejects(past, refusal('request.invalid'))
})

test('nobody makes a key that reaches further than they do', async () => {
  const auditor = await addAdministrator(services, tenant, { level: 'auditor' })
  const beyond = createApiKey(services, creator(auditor, { scopes: scopesOf.auditor }), {
    ...form,
    scopes: ['people:write'],
  })
  await assert.rejects(beyond, refusal('authorization.denied'))
  const limited = createApiKey(services, creator(owner, { organizations: [services.ids.next()] }), form)
  await assert.rejects(limited, refusal('authorization.denied'))
})

test('a key follows its creator: demoted, limited, suspended, removed', async () => {
  const admin = await addAdministrator(services, tenant, { level: 'administrator' })
  const scopes = ['people:read', 'people:write'] as const
  const { secret } = await createApiKey(services, creator(admin), { ...form, scopes })
  const change = (sql: string) => db.owner(sql, [tenant, admin.account])
  await change(`update administrators set level = 'auditor' where tenant_id = $1 and account_id = $2`)
  const lesser = await send(secret)
  assert.deepEqual(lesser.kind === 'api_key' && lesser.scopes, ['people:read'])
  await change(`update administrators set organization_ids = '{}' where tenant_id = $1 and account_id = $2`)
  assert.equal((await send(secret)).kind, 'anonymous')
  await change(`update administrators set organization_ids = null where tenant_id = $1 and account_id = $2`)
  await change(`update accounts set status = 'suspended' where tenant_id = $1 and id = $2`)
  assert.equal((await send(secret)).kind, 'anonymous')
  assert.equal((await list(services, tenant, { limit: 1 })).items[0]?.state, 'idle')
  await change(`update accounts set status = 'active' where tenant_id = $1 and id = $2`)
  assert.equal((await send(secret)).kind, 'api_key')
})

test('a key made by a key belongs to the same person; one of the command line to nobody', async () => {
  const first = await createApiKey(services, creator(owner), form)
  const second = await createApiKey(
    services,
    creator(owner, { actor: { kind: 'api_key', id: first.key.id } }),
    form,
  )
  assert.equal(second.key.createdBy?.id, owner.account)
  const system = await createApiKey(services, creator(owner, { actor: { kind: 'system', id: null } }), form)
  assert.equal(system.key.createdBy, null)
  assert.equal((await send(system.secret)).kind, 'api_key')
})

test('authenticating is one statement, and none for a caller who sends nothing', async () => {
  const { secret } = await createApiKey(services, creator(owner), form)
  const texts: string[] = []
  db.onStatement = text => texts.push(text)
  await authenticate(services, { tenant, cookie: null, authorization: null })
  assert.equal(texts.length, 0)
  await authenticate(services, { tenant, cookie: owner.token, authorization: null })
  await send(secret)
  db.onStatement = undefined
  const own = texts.filter(text => !/^(begin|commit|select set_config)/.test(text))
  assert.equal(own.length, 2)
})

test('a key made with a key ends no later than that one', async () => {
  const expiresAt = new Date(services.clock.now().getTime() + 60_000).toISOString()
  const scopes = ['keys:write', 'people:read'] as const
  const { key } = await createApiKey(services, creator(owner), { ...form, scopes, expiresAt })
  const byKey: KeyCreator = { tenant, actor: { kind: 'api_key', id: key.id }, scopes, organizations: null }
  await assert.rejects(createApiKey(services, byKey, form), refusal('request.invalid'))
  const child = await createApiKey(services, byKey, { ...form, expiresAt })
  assert.equal(child.key.expiresAt, expiresAt)
})
