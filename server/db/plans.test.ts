import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Claims } from '@postern/contract/claims.ts'
import type { AccountId, FlowId, StampId, TenantId } from '@postern/contract/ids.ts'
import { ask } from '@postern/core/questions.ts'
import { makeSigningKey } from '@postern/demo/signing-key.ts'
import { addCrowd, personOf } from '../../testdata/crowd.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { samlConfig } from '../../testdata/doorway.ts'
import { explaining, type Scan } from '../../testdata/explain.ts'
import { addHospital, type Hospital, physicianPolicy } from '../../testdata/hospital.ts'
import { sendAdmission } from '../apply/admit.ts'
import { sendPeople } from '../apply/people.ts'
import { readAccount } from '../facts/account-detail.ts'
import { listAccounts } from '../facts/account-list.ts'
import { administratorByLogin } from '../facts/administrator-facts.ts'
import { readAttempt } from '../facts/attempt-detail.ts'
import { listAttempts } from '../facts/attempt-list.ts'
import { readLanding } from '../facts/landing.ts'
import { listProfiles } from '../facts/profile-list.ts'
import { readRecordedSignIn } from '../facts/recorded-sign-in.ts'
import { readSignInFacts } from '../facts/sign-in-facts.ts'
import { systemIds } from '../platform/ids.ts'
import { hashToken } from '../platform/tokens.ts'
import { claimHandoff } from '../session/claim-handoff.ts'
import { findSession } from '../session/find-session.ts'
import { revokeAccountSessions, revokeSessionOf } from '../session/revoke-session.ts'
import { type TenantTx, withTenant } from './transaction.ts'

/** Tables with a row or more a person: reading one whole costs what the tenant has, not what was asked. */
const big =
  /^(accounts|profiles|identifiers|links|role_grants|stamps|search_terms|sessions|flows|attempts)(_default)?$/

let db: TestDatabase
let tenant: TenantId
let hospital: Hospital
before(async () => {
  db = await testDatabase()
  const key = await makeSigningKey()
  for (const [uid, size] of [
    ['small', 500],
    ['large', 8_000],
  ] as const) {
    tenant = await addTenant(db, uid)
    hospital = await addHospital(db, tenant, { config: samlConfig('https://idp.example.test/saml', key) })
    await addCrowd(db, tenant, hospital, size)
  }
})
after(() => db.close())

const person = personOf(77)
const claims = (subject: string): Claims => ({
  connection: hospital.connection,
  issuer: 'https://idp.example.test/saml',
  subject,
  email: { value: person.login, verified: true },
  attributes: { npi: [person.npi], department: ['Cardiology'], email: [person.login] },
})

/** Runs `work` as role postern_app and answers what it returned, after judging every statement it sent. */
async function planned<T>(work: (tx: TenantTx) => Promise<T>, statements = 1): Promise<T> {
  let scans: Scan[] = []
  const result = await withTenant(db, tenant, async tx => {
    const explained = explaining(tx)
    scans = explained.scans
    return work(explained.tx)
  })
  const whole = scans.filter(scan =>
    scan.node === 'Seq Scan'
      ? big.test(scan.table ?? '')
      : scan.index !== null && scan.by.length === 0 && big.test(scan.table ?? scan.index.split('_')[0] ?? ''),
  )
  assert.deepEqual(whole, [], 'reads a whole table or a whole tenant')
  assert.ok(scans.filter(scan => scan.by.length > 0).length >= 2 * statements, 'nothing was explained')
  return result
}

const accountOf = (n: number) =>
  db.owner<{ id: AccountId }>('select id from accounts where tenant_id = $1 and login_key = $2', [
    tenant,
    personOf(n).login,
  ])

test('the facts of a sign-in: flow, link, match, login', async () => {
  const read = (subject: string) =>
    planned(tx =>
      readSignInFacts(tx, hospital.connection, hashToken(person.flow), ask(claims(subject), physicianPolicy)),
    )
  const [account] = await accountOf(77)
  const returning = await read(person.subject)
  assert.equal(returning?.facts.linked?.id, account?.id)
  assert.ok(returning?.flow)
  const matched = await read('somebody-else')
  assert.equal(matched?.facts.linked, null)
  assert.equal(matched?.facts.matches.length, 1)
  assert.equal(matched?.facts.loginOwner, account?.id)
})

test('admission, and the writing of people', async () => {
  const [account] = await accountOf(78)
  assert.ok(account)
  const [flow] = await db.owner<{ id: FlowId }>(
    'select id from flows where tenant_id = $1 and token_hash = $2',
    [tenant, hashToken(personOf(78).flow)],
  )
  assert.ok(flow)
  const now = new Date()
  const admission = { flow: flow.id, connection: hospital.connection, assertionHash: hashToken('a') }
  await planned(tx => sendAdmission(tx, { ...admission, assertionExpiresAt: now }))
  const source = { source: 'connection', connection: hospital.connection, policyVersion: 1 } as const
  const stamp = systemIds.next<StampId>()
  const properties = { lastName: 'Baker' }
  await planned(async tx =>
    sendPeople(
      tx,
      [
        {
          do: 'account.set',
          account: account.id,
          version: 1,
          properties,
          emailVerified: false,
          profile: null,
        },
      ],
      { ...source, stamp, run: null, actor: null },
      now,
    ),
  )
})

test('a session by the hash of its token, and its end', async () => {
  const now = new Date()
  const session = await planned(tx => findSession(tx, person.session, { at: hospital.portal, now }))
  assert.ok(session)
  await planned(tx => revokeSessionOf(tx, person.session, now))
  assert.equal(await planned(tx => revokeAccountSessions(tx, session.account, now)), 1)
})

test('the claim of a hand-off', async () => {
  const claim = { handoff: personOf(79).handoff, browser: 'browser-79', token: 'new', now: new Date() }
  const claimed = await planned(tx => claimHandoff(tx, claim))
  assert.ok('token' in claimed)
})

test('people by the beginning of a word', async () => {
  const filter = { search: 'person777', limit: 50 }
  const accounts = await planned(tx => listAccounts(tx, null, filter))
  assert.equal(accounts.items.length, 11)
  const profiles = await planned(tx => listProfiles(tx, null, filter))
  assert.equal(profiles.items.length, 11)
})

test('accounts by login, and one person whole', async () => {
  await planned(tx => administratorByLogin(tx, person.login))
  const [account] = await accountOf(77)
  assert.ok(account)
  assert.equal((await planned(tx => readLanding(tx, account.id))).login, person.login)
  const whole = await planned(tx => readAccount(tx, account.id), 3)
  assert.equal(whole?.links.length, 1)
})

test('attempts by short id, by id and by account', async () => {
  const found = await planned(tx => readAttempt(tx, person.shortId))
  assert.ok(found)
  assert.ok(await planned(tx => readAttempt(tx, found.attempt.id)))
  await planned(tx => readRecordedSignIn(tx, person.shortId, hospital.connection))
  const account = found.attempt.account?.id
  assert.ok((await planned(tx => listAttempts(tx, null, { account, limit: 50 }))).items.length > 0)
})
