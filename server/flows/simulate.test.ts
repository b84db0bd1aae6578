import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { scope } from '@postern/contract/access.ts'
import type { PastedClaims, Simulation, SimulationRequest } from '@postern/contract/api/simulate.ts'
import type { Decision } from '@postern/contract/decision.ts'
import type { OrganizationId, TenantId } from '@postern/contract/ids.ts'
import { emptyPolicy, type Policy } from '@postern/contract/policy.ts'
import { Problem, type ProblemCode } from '@postern/contract/problems.ts'
import type { SandboxPerson } from '@postern/demo/people.ts'
import type { SamlOverrides } from '@postern/demo/saml-fixtures.ts'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { type Doorway, doorway, stranger } from '../../testdata/doorway.ts'
import { physicianPolicy } from '../../testdata/hospital.ts'
import { tenantDigest } from '../../testdata/tenant-digest.ts'
import { recordedSignIn } from '../facts/recording.ts'
import type { Caller } from './caller.ts'
import { shownChanges } from './shown-changes.ts'
import { simulate } from './simulate.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

const callerOf = (door: Doorway, organizations: readonly OrganizationId[] | null = null): Caller => ({
  tenant: door.tenant.id,
  origin: door.tenant.origin,
  actor: { kind: 'system', id: null },
  scopes: scope.options,
  organizations,
  idempotency: null,
})

const simulation = (door: Doorway, request: SimulationRequest, connection = door.hospital.connection) =>
  simulate(door.services, callerOf(door), connection, request)

/** What an administrator pastes of somebody the identity provider vouches for. */
function pasted({ id, email, givenName, familyName, npi, department }: SandboxPerson): PastedClaims {
  const attributes = { email, firstName: givenName, lastName: familyName, npi, department }
  return {
    subject: id,
    email: null,
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]]])),
    ),
  }
}

const codes = ({ because }: Pick<Simulation, 'because'>) => because.map(reason => reason.code)
const refusedBy = (code: ProblemCode) => (error: unknown) => error instanceof Problem && error.code === code

test('somebody unknown would be created, with reasons and every value, and is not', async () => {
  const door = await doorway(db, 'simulated')
  const before = await tenantDigest(db, door.tenant.id)
  const shown = await simulation(door, { claims: pasted(stranger(1)) })
  assert.deepEqual([shown.kind, shown.outcome, shown.policyVersion], ['create', 'admit', 1])
  assert.deepEqual(shown.person.account, { id: null, login: 'stranger1@mercy.example' })
  const values = Object.fromEntries(shown.changes.map(change => [change.field, change.after]))
  assert.partialDeepStrictEqual(values, {
    ...{ npi: '2000000001', department: 'Cardiology', firstName: 'Amara', lastName: 'Okafor' },
    ...{ login: 'stranger1@mercy.example', email: 'stranger1@mercy.example', subject: 'stranger-1' },
    role: 'Physician',
    location: 'Main campus',
  })
  assert.ok(shown.because.length > 0 && shown.because.every(reason => reason.says !== ''))
  assert.deepEqual(await tenantDigest(db, door.tenant.id), before)
})

test('after they came in, the same claims change nothing, and changed ones what changed', async () => {
  const door = await doorway(db, 'came_in')
  await door.signIn(stranger(1))
  const before = await tenantDigest(db, door.tenant.id)
  const same = await simulation(door, { claims: pasted(stranger(1)) })
  assert.deepEqual([same.kind, same.changes], ['unchanged', []])
  const moved = await simulation(door, { claims: pasted({ ...stranger(1), department: 'Radiology' }) })
  assert.deepEqual(
    [moved.kind, moved.changes],
    [
      'update',
      [
        {
          ...{ entity: 'profile', does: 'set', field: 'department', label: 'Department' },
          ...{ before: 'Cardiology', after: 'Radiology' },
        },
      ],
    ],
  )
  const { npi: _, ...nobody } = stranger(2)
  const refused = await simulation(door, { claims: pasted(nobody) })
  assert.deepEqual([refused.outcome, codes(refused).at(-1)], ['refuse', 'match.claim-missing'])
  assert.deepEqual(await tenantDigest(db, door.tenant.id), before)
})

test('a draft policy decides instead of the one in force, for pasted claims and for an attempt', async () => {
  const door = await doorway(db, 'drafted')
  await door.signIn(stranger(1))
  const closed = { ...physicianPolicy, registration: false }
  const claims = pasted(stranger(2))
  assert.equal((await simulation(door, { claims })).kind, 'create')
  const drafted = await simulation(door, { claims, policy: closed })
  assert.deepEqual([drafted.kind, drafted.policyVersion], ['refuse', null])
  assert.equal(codes(drafted).at(-1), 'registration.off')
  const [attempt = ''] = (await attemptsOf(door)).map(row => row.id)
  assert.equal((await simulation(door, { attempt })).kind, 'create')
  const again = await simulation(door, { attempt, policy: closed })
  assert.equal(codes(again).at(-1), 'registration.off')
})

test('another tenant’s connection or attempt, an unknown one, and one beyond reach', async () => {
  const door = await doorway(db, 'own')
  const other = await doorway(db, 'foreign')
  await other.signIn(stranger(1))
  const [foreign = ''] = (await attemptsOf(other)).map(row => row.id)
  const claims = pasted(stranger(1))
  const unknown = refusedBy('resource.unknown')
  await assert.rejects(simulation(door, { claims }, other.hospital.connection), unknown)
  await assert.rejects(simulation(door, { attempt: foreign }), unknown)
  await assert.rejects(simulation(door, { attempt: 'ZZZZ-ZZZZ' }), unknown)
  const elsewhere = callerOf(door, [other.hospital.organization])
  await assert.rejects(
    simulate(door.services, elsewhere, door.hospital.connection, { claims }),
    refusedBy('authorization.denied'),
  )
})

test('an attempt that the verifier refused was never decided and cannot be decided again', async () => {
  const door = await doorway(db, 'undecided')
  await door.signIn(stranger(1), { sign: 'none' })
  const [attempt = ''] = (await attemptsOf(door)).map(row => row.id)
  await assert.rejects(simulation(door, { attempt }), refusedBy('resource.unknown'))
})

interface AttemptRow {
  id: string
  short_id: string
  kind: string
  outcome: string
  reason: string | null
  detail: unknown
}

const attemptsOf = (door: Doorway) =>
  db.owner<AttemptRow>(
    'select id, short_id, kind, outcome, reason, detail from attempts where tenant_id = $1 order by id',
    [door.tenant.id],
  )

const variants: readonly Policy[] = [
  physicianPolicy,
  { ...physicianPolicy, registration: false },
  { ...physicianPolicy, profileCreation: false },
  { ...physicianPolicy, match: { attribute: 'email', claim: 'email' } },
  { ...physicianPolicy, properties: [], defaults: { role: null, location: null } },
  { ...physicianPolicy, attributes: [{ attribute: 'gone', claim: 'department' }] },
  { ...physicianPolicy, defaults: { role: physicianPolicy.defaults.role, location: 'Nowhere' } },
  emptyPolicy,
]

/** What happens to a tenant between two sign-ins. */
const happenings = [
  `update accounts set status = 'suspended' where tenant_id = $1 and login like 'stranger1%'`,
  `update profiles set status = 'Terminated' where tenant_id = $1 and name like 'Baker%'`,
  'delete from links where tenant_id = $1',
  'delete from role_grants where tenant_id = $1',
  `update identifiers set value = '2000000002' where tenant_id = $1`,
  `update connections set trusted_domains = '{}' where tenant_id = $1`,
]

type Step = { person: SandboxPerson; overrides: SamlOverrides } | { sql: string } | { policy: Policy }

const person = fc
  .record({
    nth: fc.integer({ min: 1, max: 2 }),
    familyName: fc.constantFrom('Okafor', 'Okafor', 'Okafor', 'Baker'),
    department: fc.constantFrom('Cardiology', 'Cardiology', 'Cardiology', 'Radiology'),
    email: fc.constantFrom(
      'own',
      'own',
      'own',
      'own',
      'shared@mercy.example',
      'shared@elsewhere.example',
      undefined,
    ),
  })
  .map(({ nth, email, ...rest }): SandboxPerson => {
    const { email: own, ...anybody } = stranger(nth)
    const address = email === 'own' ? own : email
    return { ...anybody, ...rest, ...(address !== undefined && { email: address }) }
  })

const signIn = fc.record({
  person,
  overrides: fc.constantFrom<SamlOverrides>(
    {},
    {},
    {},
    { without: ['npi'] },
    { attributes: { npi: ['1', '2'] } },
  ),
})

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: signIn },
    { weight: 2, arbitrary: fc.constantFrom(...happenings).map(sql => ({ sql })) },
    { weight: 1, arbitrary: fc.constantFrom(...variants).map(policy => ({ policy })) },
  ),
  { minLength: 8, maxLength: 14 },
)

async function take(door: Doorway, step: Step): Promise<void> {
  if ('person' in step) {
    await door.signIn(step.person, step.overrides)
  } else if ('sql' in step) {
    await db.owner(step.sql, [door.tenant.id])
  } else {
    await db.owner(
      `insert into policies (tenant_id, connection_id, version, document)
       select tenant_id, id, policy_version + 1, $2 from connections where tenant_id = $1`,
      [door.tenant.id, JSON.stringify(step.policy)],
    )
    await db.owner('update connections set policy_version = policy_version + 1 where tenant_id = $1', [
      door.tenant.id,
    ])
  }
}

/** Without names of the catalogue, which are read as they are today. */
const sorted = (changes: Simulation['changes']) =>
  changes
    .map(({ label: _, ...change }) =>
      JSON.stringify(
        change.entity === 'role' || change.entity === 'location' ? { ...change, after: null } : change,
      ),
    )
    .sort((a, b) => (a < b ? -1 : 1))

/** Compares a simulation of an attempt with what the attempt recorded when it was decided. */
async function compare(door: Doorway, { short_id, kind, outcome, reason, detail }: AttemptRow) {
  const recorded = recordedSignIn.parse(detail)
  const shown = await simulation(door, { attempt: short_id })
  const { facts, because, changes, policyVersion } = recorded
  const decision = { outcome: 'admit', changes, because } as unknown as Decision
  // what is kept as jsonb has forgotten the order of its names
  assert.deepEqual(sorted(shown.changes), sorted(shownChanges(decision, facts)))
  assert.deepEqual(
    codes(shown),
    because.map(entry => entry.code),
  )
  assert.deepEqual(
    [shown.kind, shown.outcome === 'admit' ? 'admitted' : 'refused', shown.policyVersion],
    [kind, outcome, policyVersion],
  )
  assert.equal(outcome === 'admitted' ? null : codes(shown).at(-1), reason)
}

let runs = 0
const seen = new Set<string>()

test('a recorded sign-in simulated again is what it was, whatever happened since', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(physicianPolicy, physicianPolicy, ...variants),
      steps,
      async (policy, story) => {
        runs += 1
        const door = await doorway(db, `story_${runs}`, { policy })
        for (const step of story) await take(door, step)
        const before = await tenantDigest(db, door.tenant.id)
        for (const attempt of await attemptsOf(door)) {
          await compare(door, attempt)
          seen.add(attempt.reason ?? attempt.kind)
        }
        assert.deepEqual(await tenantDigest(db, door.tenant.id), before, 'a simulation wrote')
      },
    ),
    { numRuns: 20, seed: 2, endOnFailure: true },
  )
  const often = ['create', 'update', 'unchanged', 'registration.off', 'match.claim-missing']
  assert.deepEqual(
    often.filter(kind => !seen.has(kind)),
    [],
    `only ${[...seen].join(', ')}`,
  )
})

test('a simulation of an admission by another policy version stays what it was after the tenant was emptied', async () => {
  const door = await doorway(db, 'emptied')
  await door.signIn(stranger(1))
  await door.signIn({ ...stranger(1), familyName: 'Baker' })
  const all: TenantId = door.tenant.id
  for (const table of ['links', 'role_grants', 'search_terms', 'sessions'])
    await db.owner(`delete from ${table} where tenant_id = $1`, [all])
  await db.owner(`update accounts set status = 'withdrawn' where tenant_id = $1`, [all])
  for (const attempt of await attemptsOf(door)) await compare(door, attempt)
})
