import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import { type TestServices, testServices } from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { withTenant } from '../db/transaction.ts'
import { administratorByLogin } from '../facts/administrator-facts.ts'
import { findApiKey, mintApiKey } from './api-key.ts'
import { claimHandoff } from './claim-handoff.ts'
import { findSession } from './find-session.ts'

/** What runs at every request finds its row by an index, as the role that row-level security binds (design §12.5). */
let db: TestDatabase
let tenant: TenantId
let services: TestServices
before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'plans')
  services = testServices(db)
  await crowd()
})
after(() => db.close())

/** Enough rows that the planner has a choice. */
async function crowd() {
  const people = `(select gen_random_uuid() as id, n from generate_series(1, 3000) n)`
  await db.owner(
    `with people as ${people}, organization as (
       insert into organizations (tenant_id, id, uid, name) values ($1, $1, 'o', 'O')
     ), made as (
       insert into accounts (tenant_id, id, directory_id, organization_id, login, login_key, created_at, updated_at)
       select $1, id, $1, $1, 'p' || n, 'p' || n, now(), now() from people
     ), appointed as (
       insert into administrators (tenant_id, account_id, level, created_at) select $1, id, 'auditor', now() from people
     ), keyed as (
       insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes, created_by, created_at)
       select $1, id, 'k', 'k', uuid_send(id), '{}', id, now() from people
     )
     insert into sessions (tenant_id, id, token_hash, handoff_hash, account_id, created_at, last_seen_at, expires_at)
     select $1, id, uuid_send(id), uuid_send(id), id, now(), now(), now() from people`,
    [tenant],
  )
  await db.owner(
    `insert into directories (tenant_id, id, organization_id, uid, name) values ($1, $1, $1, 'administrators', 'A')`,
    [tenant],
  )
  for (const table of ['accounts', 'administrators', 'api_keys', 'sessions'])
    await db.owner(`analyze ${table}`)
}

async function planOf(work: () => Promise<unknown>): Promise<string> {
  const texts: string[] = []
  db.onStatement = text => texts.push(text)
  await work()
  db.onStatement = undefined
  const text = texts.find(candidate => !/^(begin|commit|select set_config)/.test(candidate))
  const results = (await db.pool.query(`begin; set local role postern_app; set local enable_seqscan = off;
    explain (generic_plan, costs off) ${text}; commit`)) as unknown as { rows: Record<string, string>[] }[]
  return (results[3]?.rows ?? []).map(row => row['QUERY PLAN']).join('\n')
}

test('tokens are found by their index, and no table is read through', async () => {
  const now = services.clock.now()
  const token = services.ids.token()
  const plans = {
    sessions_tenant_id_token_hash_key: await planOf(() =>
      withTenant(db, tenant, tx => findSession(tx, token, { at: 'console', now })),
    ),
    api_keys_tenant_id_secret_hash_key: await planOf(() =>
      withTenant(db, tenant, tx => findApiKey(tx, mintApiKey(token).secret, now)),
    ),
    sessions_tenant_id_handoff_hash_key: await planOf(() =>
      withTenant(db, tenant, tx => claimHandoff(tx, { handoff: 'x', browser: 'y', token, now })),
    ),
    accounts_login_key: await planOf(() =>
      withTenant(db, tenant, tx => administratorByLogin(tx, 'nobody@example.test')),
    ),
  }
  for (const [index, plan] of Object.entries(plans)) {
    assert.match(plan, new RegExp(`using ${index}|on ${index}`), plan)
    assert.doesNotMatch(plan, /Seq Scan/, plan)
  }
})
