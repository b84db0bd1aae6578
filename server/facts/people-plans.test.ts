import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import { host, testApi } from '../../testdata/api.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { furnish } from '../../testdata/furnished.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { listAccounts } from './account-list.ts'
import { listAttempts } from './attempt-list.ts'
import { listAuditEvents } from './audit-list.ts'
import { listProfiles } from './profile-list.ts'

let db: TestDatabase
let tenant: TenantId
let ids: Awaited<ReturnType<typeof furnish>>

/** Enough people that reading them all is dearer than an index. */
const people = 20_000

before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'plans', host)
  const { services, app } = await testApi(db)
  ids = await furnish(services, tenant, 'Plans')
  await app.close()
  await db.owner(
    `insert into accounts (tenant_id, id, directory_id, organization_id, login, login_key, created_at, updated_at)
     select $1, gen_random_uuid(), $2, $3, 'p' || n, 'p' || n, now(), now() from generate_series(1, ${people}) n`,
    [tenant, ids.directory, ids.organization],
  )
  await db.owner(
    `insert into profiles (tenant_id, id, profile_type_id, organization_id, name, created_at, updated_at)
     select $1, gen_random_uuid(), $2, $3, 'p' || n, now(), now() from generate_series(1, ${people}) n`,
    [tenant, ids.profileType, ids.organization],
  )
  for (const [entity, table] of [
    ['account', 'accounts'],
    ['profile', 'profiles'],
  ]) {
    await db.owner(
      `insert into search_terms (tenant_id, entity, term, entity_id)
       select $1, $2, md5(id::text), id from ${table} where tenant_id = $1 on conflict do nothing`,
      [tenant, entity],
    )
  }
  await db.owner(
    `insert into attempts (tenant_id, id, short_id, outcome, kind, at)
     select $1, gen_random_uuid(), 'X', 'refused', 'refuse', now() from generate_series(1, ${people})`,
    [tenant],
  )
  await db.owner(
    `insert into audit_events (tenant_id, id, at, event, actor_kind)
     select $1, gen_random_uuid(), now(), 'portal.updated', 'system' from generate_series(1, ${people})`,
    [tenant],
  )
  await db.owner('analyze')
})
after(() => db.close())

/** The plan of the statement that a list sends, as role postern_app. */
async function planOf(list: (tx: TenantTx) => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  await withTenant(db, tenant, async tx => {
    const all: TenantTx['all'] = async query => {
      const compiled = query.compile()
      const explain = { compile: () => ({ ...compiled, sql: `explain ${compiled.sql}` }) }
      const rows = (await tx.all(explain)) as { 'QUERY PLAN': string }[]
      lines.push(...rows.map(row => row['QUERY PLAN']))
      return []
    }
    await list({ ...tx, all } as TenantTx)
  })
  return lines.join('\n')
}

const page = { limit: 50 }

describe('under row-level security, no list reads everybody', () => {
  const lists: readonly [name: string, list: (tx: TenantTx) => Promise<unknown>][] = [
    ['accounts, newest first', tx => listAccounts(tx, null, page)],
    ['accounts by the beginning of a word', tx => listAccounts(tx, null, { ...page, search: 'ann' })],
    [
      'accounts of some organizations',
      tx => listAccounts(tx, [ids.organization], { ...page, search: 'ann lee' }),
    ],
    ['profiles, newest first', tx => listProfiles(tx, null, page)],
    ['profiles by the beginning of a word', tx => listProfiles(tx, null, { ...page, search: 'ann' })],
    ['profiles of a type', tx => listProfiles(tx, null, { ...page, profileType: ids.profileType })],
    ['attempts, newest first', tx => listAttempts(tx, null, page)],
    ['attempts of an account', tx => listAttempts(tx, null, { ...page, account: ids.account })],
    ['audit events, newest first', tx => listAuditEvents(tx, null, page)],
    ['audit events of an entity', tx => listAuditEvents(tx, null, { ...page, entity: ids.account })],
    ['audit events of a kind', tx => listAuditEvents(tx, null, { ...page, event: 'account.suspended' })],
  ]
  for (const [name, list] of lists) {
    test(name, async () => {
      const plan = await planOf(list)
      assert.match(plan, /Index/)
      assert.doesNotMatch(
        plan,
        /Seq Scan on (accounts|profiles|search_terms|attempts_default|audit_events_default)/,
        plan,
      )
    })
  }
})
