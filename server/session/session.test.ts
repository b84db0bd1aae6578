import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { AccountId, PortalId, ProfileId, SessionId, TenantId } from '@postern/contract/ids.ts'
import { type TestServices, testServices } from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { withTenant } from '../db/transaction.ts'
import { systemIds } from '../platform/ids.ts'
import { hashToken } from '../platform/tokens.ts'
import { claimHandoff } from './claim-handoff.ts'
import { findSession } from './find-session.ts'
import { revokeAccountSessions, revokeSession } from './revoke-session.ts'

let db: TestDatabase
let tenant: TenantId
let services: TestServices
const portal = systemIds.next<PortalId>()
const connection = systemIds.next<string>()
let tenants = 0

before(async () => {
  db = await testDatabase()
})
after(() => db.close())

/** A portal with a connection, in a tenant of its own for each test. */
beforeEach(async () => {
  tenants += 1
  tenant = await addTenant(db, `sessions_${tenants}`)
  services = testServices(db)
  const [organization, directory] = [systemIds.next<string>(), systemIds.next<string>()]
  await db.owner(`insert into organizations (tenant_id, id, uid, name) values ($1, $2, 'o', 'O')`, [
    tenant,
    organization,
  ])
  await db.owner(
    `insert into directories (tenant_id, id, organization_id, uid, name) values ($1, $2, $3, 'd', 'D')`,
    [tenant, directory, organization],
  )
  await db.owner(
    `insert into portals (tenant_id, id, organization_id, directory_id, uid, name, name_key, url, inactivity_minutes)
     values ($1, $2, $3, $4, 'physicians', 'P', 'p', 'physicians', 10)`,
    [tenant, portal, organization, directory],
  )
  await db.owner(
    `insert into connections (tenant_id, id, uid, organization_id, portal_id, kind, name, config)
     values ($1, $2, 'okta', $3, $4, 'saml', 'Okta', '{}')`,
    [tenant, connection, organization, portal],
  )
})

interface Person {
  endDate?: string
  timeZone?: string
}

/** A session of a new account; with a hand-off it waits for its browser. */
async function addSession(person: Person = {}, handoff?: { secret: string; browser: string }) {
  const [account, session, token] = [
    systemIds.next<AccountId>(),
    systemIds.next<SessionId>(),
    systemIds.token(),
  ]
  const now = services.clock.now()
  const profile = person.endDate === undefined ? null : systemIds.next<ProfileId>()
  if (profile) {
    await db.owner(
      `insert into profiles (tenant_id, id, profile_type_id, organization_id, name, end_date, time_zone, created_at, updated_at)
       values ($1, $2, $2, $2, 'P', $3, $4, $5, $5)`,
      [tenant, profile, person.endDate, person.timeZone ?? 'UTC', now],
    )
  }
  await db.owner(
    `insert into accounts (tenant_id, id, directory_id, organization_id, profile_id, login, login_key, created_at, updated_at)
     values ($1, $2, $2, $2, $3, $5, $5, $4, $4)`,
    [tenant, account, profile, now, `login ${account}`],
  )
  await db.owner(
    `insert into sessions (tenant_id, id, token_hash, handoff_hash, browser_hash, return_to, account_id, portal_id, connection_id,
                           created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, '/p/physicians', $6, $7, $8, $9, $9, $9::timestamptz + interval '12 hours')`,
    [
      tenant,
      session,
      handoff ? null : hashToken(token),
      handoff ? hashToken(handoff.secret) : null,
      handoff ? hashToken(handoff.browser) : null,
      account,
      portal,
      connection,
      now,
    ],
  )
  return { account, session, token, profile }
}

const find = (token: string, at: PortalId | 'console' = portal) =>
  withTenant(db, tenant, tx => findSession(tx, token, { at, now: services.clock.now() }))

const claim = (handoff: string, browser: string | null) =>
  withTenant(db, tenant, tx =>
    claimHandoff(tx, { handoff, browser, token: systemIds.token(), now: services.clock.now() }),
  )

test('a session opens its own portal and nothing else', async () => {
  const { account, token } = await addSession()
  assert.equal((await find(token))?.account, account)
  assert.equal(await find(token, systemIds.next<PortalId>()), null)
  assert.equal(await find(token, 'console'), null)
  assert.equal(await find(systemIds.token()), null)
  const other = await addTenant(db, `elsewhere_${tenants}`)
  const foreign = await withTenant(db, other, tx =>
    findSession(tx, token, { at: portal, now: services.clock.now() }),
  )
  assert.equal(foreign, null)
})

test('inactivity slides with use, and is written once a minute at most', async () => {
  const { token, session } = await addSession()
  const seen = async () =>
    (
      await db.owner<{ last_seen_at: Date }>(
        'select last_seen_at from sessions where tenant_id = $1 and id = $2',
        [tenant, session],
      )
    )[0]?.last_seen_at.toISOString()
  services.pass({ seconds: 59 })
  await find(token)
  assert.equal(await seen(), '2026-06-01T12:00:00.000Z')
  services.pass({ minutes: 8 })
  await find(token)
  assert.equal(await seen(), '2026-06-01T12:08:59.000Z')
  services.pass({ minutes: 9, seconds: 59 })
  assert.ok(await find(token))
  services.pass({ minutes: 10 })
  assert.equal(await find(token), null)
})

test('a session in constant use ends with its lifetime', async () => {
  const { token } = await addSession()
  for (let minutes = 0; minutes < 12 * 60 - 5; minutes += 5) {
    services.pass({ minutes: 5 })
    if (minutes % 60 === 0) assert.ok(await find(token), `after ${minutes} minutes`)
    else await find(token)
  }
  services.pass({ minutes: 5 })
  assert.equal(await find(token), null)
})

test('access ends at the midnight after the end date, where the person is', async () => {
  const cases = [
    { timeZone: 'UTC', endDate: '2026-06-01', until: 12 * 60 },
    { timeZone: 'America/New_York', endDate: '2026-06-01', until: 16 * 60 },
    { timeZone: 'Asia/Tokyo', endDate: '2026-06-01', until: 3 * 60 },
    { timeZone: 'Pacific/Kiritimati', endDate: '2026-06-02', until: 22 * 60 },
  ]
  await db.owner('update portals set inactivity_minutes = 2000 where tenant_id = $1', [tenant])
  for (const { until, ...person } of cases) {
    services = testServices(db)
    const { token, session } = await addSession(person)
    await db.owner(
      `update sessions set expires_at = created_at + interval '3 days' where tenant_id = $1 and id = $2`,
      [tenant, session],
    )
    services.pass({ minutes: until, seconds: -1 })
    assert.ok(await find(token), `${person.timeZone}, the last second`)
    services.pass({ seconds: 1 })
    assert.equal(await find(token), null, `${person.timeZone}, midnight`)
  }
})

test('a session ends at once with its account, profile or portal', async () => {
  const endings: readonly [string, string][] = [
    ['account', `update accounts set status = 'suspended' where tenant_id = $1`],
    ['account', `update accounts set status = 'withdrawn' where tenant_id = $1`],
    ['profile', `update profiles set status = 'Terminated' where tenant_id = $1`],
    ['profile', `update profiles set archived = true where tenant_id = $1`],
    ['portal', `update portals set state = 'disabled' where tenant_id = $1`],
  ]
  for (const [what, sql] of endings) {
    await db.owner(`update portals set state = 'active' where tenant_id = $1`, [tenant])
    const { token } = await addSession({ endDate: '2030-01-01' })
    assert.ok(await find(token))
    await db.owner(sql, [tenant])
    assert.equal(await find(token), null, `${what}: ${sql}`)
  }
})

test('revoking ends one session, or all but one of an account', async () => {
  const first = await addSession()
  const now = services.clock.now()
  assert.equal(await withTenant(db, tenant, tx => revokeSession(tx, first.session, now)), true)
  assert.equal(await withTenant(db, tenant, tx => revokeSession(tx, first.session, now)), false)
  assert.equal(await find(first.token), null)
  const second = await addSession()
  assert.equal(await withTenant(db, tenant, tx => revokeAccountSessions(tx, second.account, now)), 1)
  assert.equal(await find(second.token), null)
})

test('a hand-off becomes a session once, in its own browser', async () => {
  const { session } = await addSession({}, { secret: 'handoff', browser: 'mine' })
  assert.equal(await find('handoff'), null, 'a hand-off is no session')
  assert.deepEqual(await claim('handoff', 'other'), { refused: 'flow.other-browser', step: 'hand-off' })
  assert.deepEqual(await claim('handoff', null), { refused: 'flow.other-browser', step: 'hand-off' })
  const claimed = await claim('handoff', 'mine')
  assert.ok('token' in claimed)
  assert.deepEqual(
    [claimed.session, claimed.returnTo, claimed.portal.uid],
    [session, '/p/physicians', 'physicians'],
  )
  assert.equal((await find(claimed.token))?.id, session)
  assert.deepEqual(await claim('handoff', 'mine'), { refused: 'flow.unknown', step: 'hand-off' })
})

test('of ten claims at once one gets the session', async () => {
  await addSession({}, { secret: 'race', browser: 'mine' })
  const claims = await Promise.all(Array.from({ length: 10 }, () => claim('race', 'mine')))
  assert.equal(claims.filter(claimed => 'token' in claimed).length, 1)
  assert.equal(claims.filter(claimed => 'refused' in claimed && claimed.refused === 'flow.unknown').length, 9)
})

test('a hand-off waits a minute', async () => {
  await addSession({}, { secret: 'late', browser: 'mine' })
  services.pass({ seconds: 60 })
  assert.deepEqual(await claim('late', 'mine'), { refused: 'flow.expired', step: 'hand-off' })
})

test('what was switched off since the sign-in is refused at the hand-off', async () => {
  const switches: readonly [string, string][] = [
    ['connection.disabled', `update connections set state = 'disabled' where tenant_id = $1`],
    ['portal.disabled', `update portals set state = 'disabled' where tenant_id = $1`],
    ['account.suspended', `update accounts set status = 'suspended' where tenant_id = $1`],
    ['profile.ended', `update profiles set end_date = '2026-05-31' where tenant_id = $1`],
  ]
  for (const [refused, sql] of switches) {
    await addSession({ endDate: '2030-01-01' }, { secret: refused, browser: 'mine' })
    await db.owner(sql, [tenant])
    assert.deepEqual(await claim(refused, 'mine'), { refused, step: 'hand-off' })
    await db.owner(`update connections set state = 'active' where tenant_id = $1`, [tenant])
    await db.owner(`update portals set state = 'active' where tenant_id = $1`, [tenant])
  }
})
