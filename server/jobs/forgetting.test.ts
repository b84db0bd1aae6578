import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import { v7 } from 'uuid'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { expire } from './expire.ts'
import { forgetAttempts } from './forget-attempts.ts'

const now = new Date('2026-11-21T12:00:00.000Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
let db: TestDatabase
let tenant: TenantId

before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'forgetting')
})
after(() => db.close())

const id = (at = now) => v7({ msecs: at.getTime() })
const count = async (table: string) => Number((await db.owner(`select count(*) from ${table}`))[0]?.count)

/** One row that is due and one that is not, in every table the sweep knows. */
async function fill(expiredDays: number): Promise<void> {
  const at = ago(expiredDays)
  const hash = Buffer.from(id())
  await db.owner(
    `insert into flows (tenant_id, id, token_hash, portal_id, connection_id, browser_hash, return_to, created_at, expires_at)
     values ($1, $2, $3, $2, $2, $3, '/', $4, $4)`,
    [tenant, id(), hash, at],
  )
  await db.owner(
    `insert into consumed_assertions (tenant_id, connection_id, assertion_hash, expires_at) values ($1, $2, $3, $4)`,
    [tenant, id(), hash, at],
  )
  await db.owner(
    `insert into challenges (tenant_id, token_hash, kind, data, expires_at) values ($1, $2, 'totp', '{}', $3)`,
    [tenant, hash, at],
  )
  await db.owner(
    `insert into idempotency_keys (tenant_id, principal, key, request_hash, status, response, expires_at)
     values ($1, 'x', $2, $3, 201, '{}', $4)`,
    [tenant, id(), hash, at],
  )
  await db.owner(
    `insert into throttles (tenant_id, task, subject_hash, failures, updated_at) values ($1, 'x', $2, 1, $3)`,
    [tenant, hash, at],
  )
  const account = id()
  await db.owner(
    `insert into accounts (tenant_id, id, directory_id, organization_id, login, login_key, created_at, updated_at)
     values ($1, $2, $2, $2, $4, $4, $3, $3)`,
    [tenant, account, at, account],
  )
  await db.owner(
    `insert into sessions (tenant_id, id, token_hash, account_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $5)`,
    [tenant, id(), hash, account, at],
  )
}

test('what has expired is deleted, and nothing else', async () => {
  await fill(-1)
  await fill(0.01)
  await fill(2)
  await fill(31)
  await expire(db, now)
  const left: Record<string, number> = {}
  for (const table of [
    'flows',
    'consumed_assertions',
    'challenges',
    'idempotency_keys',
    'throttles',
    'sessions',
  ]) {
    left[table] = await count(table)
  }
  assert.deepEqual(left, {
    flows: 2,
    consumed_assertions: 2,
    challenges: 2,
    idempotency_keys: 1,
    throttles: 2,
    sessions: 3,
  })
})

test('mails that are done with are forgotten after 90 days, waiting ones never', async () => {
  for (const [status, days] of [
    ['sent', 91],
    ['sent', 89],
    ['queued', 400],
  ] as const) {
    await db.owner(
      `insert into outbox (tenant_id, id, template, recipient, data, status, next_try_at, created_at)
       values ($1, $2, 'welcome', 'x@example.test', '{}', $3, $4, $4)`,
      [tenant, id(), status, ago(days)],
    )
  }
  await expire(db, now)
  assert.deepEqual(await db.owner('select status from outbox order by status'), [
    { status: 'queued' },
    { status: 'sent' },
  ])
})

test('an attempt keeps its detail for a week and its row for 400 days', async () => {
  for (const days of [1, 6.9, 7.1, 300, 401]) {
    await db.owner(
      `insert into attempts (tenant_id, id, short_id, outcome, reason, kind, at, detail)
       values ($1, $2, 'x', 'refused', 'registration.off', 'refuse', $3, '{"claims": 1}')`,
      [tenant, id(ago(days)), ago(days)],
    )
  }
  const read = () => db.owner(`select reason, detail from attempts order by id desc`)
  const kept = { reason: 'registration.off', detail: { claims: 1 } }
  const emptied = { reason: 'registration.off', detail: {} }
  const until = await forgetAttempts(db, now, null)
  assert.deepEqual(await read(), [kept, kept, emptied, emptied])
  await forgetAttempts(db, new Date(now.getTime() + 86_400_000), until)
  assert.deepEqual(await read(), [kept, emptied, emptied, emptied])
})
