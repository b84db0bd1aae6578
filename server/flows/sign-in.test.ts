import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { builtInPeople } from '@postern/demo/people.ts'
import { makeSigningKey } from '@postern/demo/signing-key.ts'
import { type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { doorway, stranger } from '../../testdata/doorway.ts'
import { physicianPolicy } from '../../testdata/hospital.ts'
import { systemIds } from '../platform/ids.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

const reasonOf = (finished: { is: string; reason?: string }) => finished.reason ?? finished.is
const count = async (table: string, tenant: string) =>
  Number(
    (await db.owner<{ n: string }>(`select count(*) as n from ${table} where tenant_id = $1`, [tenant]))[0]
      ?.n,
  )

test('a stranger gets the account, profile, role and location that policy says, with provenance', async () => {
  const door = await doorway(db, 'stranger')
  assert.equal(reasonOf(await door.signIn(stranger(1))), 'admitted')
  const [account] = await db.owner(
    `select a.login, a.email, a.first_name, l.name as location, p.name as profile, y.uid as type, p.attributes, s.source, s.policy_version, s.connection_id
     from accounts a join profiles p on p.id = a.profile_id join profile_types y on y.id = p.profile_type_id join locations l on l.id = a.location_id
     join stamps s on s.id = (a.provenance ->> '*')::uuid where a.tenant_id = $1`,
    [door.tenant.id],
  )
  assert.deepEqual(account, {
    login: 'stranger1@mercy.example',
    email: 'stranger1@mercy.example',
    first_name: 'Amara',
    location: 'Main campus',
    profile: 'Amara Okafor',
    type: 'physician',
    attributes: { npi: '2000000001', department: 'Cardiology' },
    source: 'connection',
    policy_version: 1,
    connection_id: door.hospital.connection,
  })
  const events = await db.owner<{ event: string }>(
    'select event from audit_events where tenant_id = $1 order by event',
    [door.tenant.id],
  )
  assert.deepEqual(
    events.map(row => row.event),
    ['account.created', 'account.linked', 'profile.created', 'role.granted', 'sign-in.admitted'],
  )
})

test('a returning person changes nothing, in three statements', async () => {
  const door = await doorway(db, 'returning')
  await door.signIn(stranger(2))
  const { requestId } = await door.begin()
  const sent: string[] = []
  db.onStatement = text => sent.push(text)
  const finished = await door.answer(requestId, stranger(2))
  db.onStatement = undefined
  assert.equal(finished.is, 'admitted')
  const own = sent.filter(text => !/^(begin|commit|select set_config)/.test(text.trim()))
  assert.equal(own.length, 3, 'facts, admission, records')
  assert.equal(await count('stamps', door.tenant.id), 1, 'the first sign-in made the only stamp')
})

test('a first sign-in takes four statements in one transaction', async () => {
  const door = await doorway(db, 'statements')
  await door.signIn(stranger(3))
  const { requestId } = await door.begin()
  const sent: string[] = []
  db.onStatement = text => sent.push(text.trim())
  await door.answer(requestId, stranger(4))
  db.onStatement = undefined
  assert.equal(sent.filter(text => text === 'begin').length, 1)
  assert.equal(sent.filter(text => !/^(begin|commit|select set_config)/.test(text)).length, 4)
})

test('a changed claim updates what it maps to and says who did it', async () => {
  const door = await doorway(db, 'changed')
  await door.signIn(stranger(5))
  await door.signIn({ ...stranger(5), department: 'Radiology', familyName: 'Baker' })
  const [row] = await db.owner<{ department: string; last_name: string; stamps: string }>(
    `select p.attributes ->> 'department' as department, a.last_name,
            (select count(distinct v) from jsonb_each_text(p.provenance) as e (k, v)) as stamps
     from accounts a join profiles p on p.id = a.profile_id where a.tenant_id = $1`,
    [door.tenant.id],
  )
  assert.deepEqual(
    { ...row, stamps: Number(row?.stamps) },
    { department: 'Radiology', last_name: 'Baker', stamps: 2 },
  )
  assert.equal(
    await count('history', door.tenant.id),
    2,
    'one before-image for the account, one for the profile',
  )
})

test('twenty first sign-ins of one person at one instant make one account and one profile', async () => {
  const door = await doorway(db, 'race')
  const requests = await Promise.all(Array.from({ length: 20 }, () => door.begin()))
  const finished = await Promise.all(requests.map(({ requestId }) => door.answer(requestId, stranger(6))))
  assert.deepEqual([...new Set(finished.map(reasonOf))], ['admitted'])
  assert.equal(await count('accounts', door.tenant.id), 1)
  assert.equal(await count('profiles', door.tenant.id), 1)
  assert.equal(await count('links', door.tenant.id), 1)
})

test('two subjects with one match value make one profile; the second is held for review', async () => {
  const door = await doorway(db, 'latch')
  const a = { ...stranger(7), id: 'subject-a' }
  const b = { ...stranger(7), id: 'subject-b', email: 'other@mercy.example' }
  const requests = [await door.begin(), await door.begin()]
  const finished = await Promise.all(
    [a, b].map((person, i) => door.answer(requests[i]?.requestId ?? '', person)),
  )
  assert.deepEqual(finished.map(reasonOf).sort(), ['admitted', 'match.linked-elsewhere'])
  assert.equal(await count('profiles', door.tenant.id), 1)
})

test('a used assertion, and a used request, are refused', async () => {
  const door = await doorway(db, 'replay')
  const { requestId } = await door.begin()
  await door.answer(requestId, stranger(8))
  assert.equal(reasonOf(await door.answer(requestId, stranger(8))), 'flow.unknown')
})

const spoiled = [
  ['saml.unsigned', { sign: 'none' }],
  ['saml.audience', { audience: 'https://other.example' }],
  ['saml.recipient', { recipient: 'https://other.example/acs' }],
  ['saml.destination', { destination: 'https://other.example/acs' }],
  ['saml.issuer', { issuer: 'https://other.example' }],
  ['saml.expired', { lifetimeInSeconds: -120 }],
  ['match.claim-missing', { without: ['npi'] }],
] as const

for (const [reason, overrides] of spoiled) {
  test(`refused: ${reason}`, async () => {
    const door = await doorway(db, `spoiled_${reason.replaceAll(/[.-]/g, '_')}`)
    const { requestId } = await door.begin()
    const { without, ...rest } = { without: undefined, ...overrides }
    const finished = await door.answer(requestId, stranger(9), { ...rest, ...(without ? { without } : {}) })
    assert.equal(reasonOf(finished), reason)
    assert.equal(await count('accounts', door.tenant.id), 0)
    const [attempt] = await db.owner<{ reason: string; outcome: string }>(
      'select reason, outcome from attempts where tenant_id = $1',
      [door.tenant.id],
    )
    assert.deepEqual(attempt, { reason, outcome: 'refused' })
    // the twin that differs by the one change is accepted
    assert.equal(reasonOf(await door.answer(requestId, stranger(9))), 'admitted')
  })
}

test('refused: saml.signature, by a key that is not configured', async () => {
  const door = await doorway(db, 'foreign_key')
  assert.equal(reasonOf(await door.signIn(stranger(10), { key: await makeSigningKey() })), 'saml.signature')
})

test('refused: flow.expired', async () => {
  const door = await doorway(db, 'slow')
  const { requestId } = await door.begin()
  await db.owner(`update flows set expires_at = now() - interval '1 second' where tenant_id = $1`, [
    door.tenant.id,
  ])
  assert.equal(reasonOf(await door.answer(requestId, stranger(11))), 'flow.expired')
})

test('refused: a connection disabled, a portal disabled, while the sign-in is in flight', async () => {
  const door = await doorway(db, 'closing')
  const { requestId } = await door.begin()
  await db.owner(`update connections set state = 'disabled', version = version + 1 where tenant_id = $1`, [
    door.tenant.id,
  ])
  assert.equal(reasonOf(await door.answer(requestId, stranger(12))), 'connection.disabled')
  await db.owner(`update connections set state = 'active', version = version + 1 where tenant_id = $1`, [
    door.tenant.id,
  ])
  await db.owner(`update portals set state = 'disabled' where tenant_id = $1`, [door.tenant.id])
  assert.equal(reasonOf(await door.answer(requestId, stranger(12))), 'portal.disabled')
})

test('a policy changed on another node decides the next sign-in', async () => {
  const door = await doorway(db, 'policy_change')
  await door.signIn(stranger(13))
  await db.owner(
    `insert into policies (tenant_id, connection_id, version, document) select tenant_id, connection_id, 2, jsonb_set(document, '{registration}', 'false') from policies where tenant_id = $1`,
    [door.tenant.id],
  )
  const { requestId } = await door.begin()
  await db.owner(`update connections set policy_version = 2 where tenant_id = $1`, [door.tenant.id])
  assert.equal(reasonOf(await door.answer(requestId, stranger(14))), 'registration.off')
  assert.equal(reasonOf(await door.signIn(stranger(13))), 'admitted')
})

for (const [reason, sql] of [
  ['account.suspended', `update accounts set status = 'suspended' where tenant_id = $1`],
  ['profile.archived', 'update profiles set archived = true where tenant_id = $1'],
  ['profile.terminated', `update profiles set status = 'Terminated' where tenant_id = $1`],
  ['profile.ended', `update profiles set end_date = current_date - 2 where tenant_id = $1`],
  ['portal.no-role', 'delete from role_grants where tenant_id = $1'],
] as const) {
  test(`refused: ${reason}`, async () => {
    const door = await doorway(db, `later_${reason.replaceAll(/[.-]/g, '_')}`)
    assert.equal(reasonOf(await door.signIn(stranger(15))), 'admitted')
    await db.owner(sql, [door.tenant.id])
    assert.equal(reasonOf(await door.signIn(stranger(15))), reason)
  })
}

test('refused: match.ambiguous, when two profiles have the value', async () => {
  const door = await doorway(db, 'ambiguous')
  await door.signIn(stranger(16))
  await door.signIn(stranger(17))
  await db.owner(`update identifiers set value = '777' where tenant_id = $1`, [door.tenant.id])
  assert.equal(reasonOf(await door.signIn({ ...stranger(18), npi: '777' })), 'match.ambiguous')
})

test('an unverified or untrusted address does not link; a verified one of a trusted domain does', async () => {
  const policy = { ...physicianPolicy, match: { attribute: 'email', claim: 'email' } }
  const door = await doorway(db, 'by_email', { policy })
  await door.signIn(stranger(19))
  await db.owner('delete from links where tenant_id = $1', [door.tenant.id])
  await db.owner(`update connections set trusted_domains = '{}' where tenant_id = $1`, [door.tenant.id])
  assert.equal(reasonOf(await door.signIn({ ...stranger(19), id: 'same-person' })), 'email.domain-untrusted')
  await db.owner(`update connections set trusted_domains = '{mercy.example}' where tenant_id = $1`, [
    door.tenant.id,
  ])
  assert.equal(reasonOf(await door.signIn({ ...stranger(19), id: 'same-person' })), 'admitted')
  assert.equal(await count('accounts', door.tenant.id), 1)
})

test('the same subject through another tenant’s connection is somebody else', async () => {
  const one = await doorway(db, 'tenant_one')
  const two = await doorway(db, 'tenant_two')
  await one.signIn(stranger(20))
  await two.signIn(stranger(20))
  assert.equal(await count('accounts', one.tenant.id), 1)
  assert.equal(await count('accounts', two.tenant.id), 1)
})

test('what is recorded of a sign-in holds nobody’s data', async () => {
  const door = await doorway(db, 'redacted')
  const [person] = builtInPeople
  assert.ok(person)
  await door.signIn(person)
  const [{ text } = { text: '' }] = await db.owner<{ text: string }>(
    'select detail::text as text from attempts where tenant_id = $1',
    [door.tenant.id],
  )
  for (const personal of [person.givenName, person.familyName, person.npi ?? '', person.id, 'amara.okafor']) {
    assert.ok(!text.includes(personal), `${personal} is in the recording`)
  }
  assert.ok(text.includes('mercy.example'), 'the domain is kept')
})

test('a match value that somebody gave up is free for the next person', async () => {
  const door = await doorway(db, 'given_up')
  await door.signIn(stranger(21))
  await door.signIn({ ...stranger(21), npi: '999' })
  assert.equal(reasonOf(await door.signIn({ ...stranger(22), npi: stranger(21).npi ?? '' })), 'admitted')
  assert.equal(await count('profiles', door.tenant.id), 2)
})

test('refused: attribute.invalid, for a match value longer than can be looked up', async () => {
  const door = await doorway(db, 'too_long')
  // random, because the database compresses before it measures
  const npi = randomBytes(9_000).toString('hex')
  assert.equal(reasonOf(await door.signIn({ ...stranger(23), npi })), 'attribute.invalid')
  assert.equal(await count('accounts', door.tenant.id), 0)
})

test('one response posted twice at once admits once', async () => {
  const door = await doorway(db, 'posted_twice')
  const { requestId } = await door.begin()
  const finished = await Promise.all([1, 2].map(() => door.answer(requestId, stranger(24))))
  const reasons = finished.map(reasonOf).sort()
  assert.deepEqual(reasons, ['admitted', 'flow.unknown'])
})

test('refused: assertion.replayed, although the request is in flight again', async () => {
  const door = await doorway(db, 'replayed')
  const { requestId } = await door.begin()
  const flows = await db.owner('select to_jsonb(flows) as row from flows where tenant_id = $1', [
    door.tenant.id,
  ])
  const response = await door.respond(requestId, stranger(25))
  assert.equal(reasonOf(await door.post(response)), 'admitted')
  await db.owner('insert into flows select * from jsonb_populate_record(null::flows, $1)', [
    JSON.stringify(flows[0]?.row),
  ])
  assert.equal(reasonOf(await door.post(response)), 'assertion.replayed')
})

test('matching stays within the portal’s organization: the same number elsewhere is somebody else', async () => {
  const door = await doorway(db, 'organizations')
  await door.signIn(stranger(26))
  // as if the person belonged to another customer of the tenant
  const other = systemIds.next<string>()
  await db.owner(`insert into organizations (tenant_id, id, uid, name) values ($1, $2, 'other', 'Other')`, [
    door.tenant.id,
    other,
  ])
  for (const table of ['profiles', 'match_latches']) {
    await db.owner(`update ${table} set organization_id = $2 where tenant_id = $1`, [door.tenant.id, other])
  }
  await db.owner('delete from links where tenant_id = $1', [door.tenant.id])
  await db.owner(`update accounts set login_key = 'elsewhere' where tenant_id = $1`, [door.tenant.id])
  assert.equal(reasonOf(await door.signIn({ ...stranger(26), department: 'Taken over' })), 'admitted')
  const profiles = await db.owner(
    `select organization_id = $2 as other, attributes ->> 'department' as department from profiles where tenant_id = $1 order by 1`,
    [door.tenant.id, other],
  )
  assert.deepEqual(profiles, [
    { other: false, department: 'Taken over' },
    { other: true, department: 'Cardiology' },
  ])
})
