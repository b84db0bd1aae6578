import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from '@postern/contract/decision.ts'
import type { Policy } from '@postern/contract/policy.ts'
import { type RefusalCode, reasons } from '@postern/contract/reasons.ts'
import type { Facts } from '@postern/core/facts.ts'
import {
  account,
  claims,
  type Given,
  idOf,
  matched,
  now,
  profile,
  provisioning,
  withAttributes,
} from '../testdata/provisioning.ts'
import { decide } from './decide.ts'

/** Kind and changes in one line: `create: profile.create, account.create, link.create, role.grant`. */
function outcomeOf(given: Given): string {
  const decision = decide(provisioning(given))
  if (decision.outcome !== 'admit') return `${decision.outcome}: ${decision.reason}`
  return `${kindOf(decision)}: ${decision.changes.map(change => change.do).join(', ')}`
}

/** What is there before: an account, linked or found by the match attribute, and a profile. */
function present(has: { account: boolean; profile: boolean; linked: boolean }): Partial<Facts> {
  if (!has.account) return has.profile ? { matches: [matched()] } : {}
  const known = { ...account, profile: has.profile ? profile : null }
  if (has.linked) return { linked: known, loginOwner: known.id }
  return { matches: [matched({ account: known })], loginOwner: known.id }
}

const makesAccount = 'account.create, link.create, role.grant'
const onOff = (value: boolean) => (value ? 'on' : 'off')

// the table of "Portal fields": JIT, profile creation, account, profile → result; null stands for any
const truthTable: readonly [boolean, boolean | null, boolean, boolean | null, string][] = [
  [true, true, false, false, `create: profile.create, ${makesAccount}`],
  [true, true, false, true, `create: ${makesAccount}`],
  [true, false, false, true, `create: ${makesAccount}`],
  [true, false, false, false, 'refuse: profile.missing'],
  [true, null, true, true, 'unchanged: '],
  [true, true, true, false, 'update: profile.create, account.set'],
  [true, false, true, false, 'refuse: profile.missing'],
  [false, null, true, null, 'unchanged: '],
  [false, null, false, null, 'refuse: registration.off'],
]

for (const [registration, creation, hasAccount, hasProfile, expected] of truthTable) {
  for (const profileCreation of creation === null ? [true, false] : [creation]) {
    for (const withProfile of hasProfile === null ? [true, false] : [hasProfile]) {
      const name = `JIT ${onOff(registration)}, profile creation ${onOff(profileCreation)}, account ${hasAccount ? 'yes' : 'no'}, profile ${withProfile ? 'yes' : 'no'}: ${expected}`
      test(name, () => {
        const facts = present({ account: hasAccount, profile: withProfile, linked: true })
        assert.equal(outcomeOf({ policy: { registration, profileCreation }, facts }), expected)
      })
    }
  }
}

for (const registration of [true, false]) {
  test(`JIT ${onOff(registration)}: an account that its profile's match value finds is linked and let in`, () => {
    const facts = present({ account: true, profile: true, linked: false })
    assert.equal(outcomeOf({ policy: { registration }, facts }), 'link: link.create')
  })
}

test('an account without a profile is given the one that matches', () => {
  const facts = { ...present({ account: true, profile: false, linked: true }), matches: [matched()] }
  assert.equal(outcomeOf({ facts }), 'update: account.set')
})

test('JIT off: what is mapped is brought up to date on an account that exists, and nothing is granted', () => {
  const decision = decide(
    provisioning({
      policy: { registration: false, profileCreation: false, profileType: null },
      facts: { linked: { ...account, profile }, loginOwner: account.id },
      claims: withAttributes({ lastName: ['Baker'], department: ['Radiology'] }),
    }),
  )
  assert.deepEqual(
    decision.changes.map(change => [change.do, 'properties' in change ? change.properties : null]),
    [
      ['profile.set', null],
      ['account.set', { lastName: 'Baker' }],
    ],
  )
})

test('a mapped claim is found under exactly its name, and one that differs in case is pointed out', () => {
  const sent = (name: string) =>
    decide(
      provisioning({
        policy: { properties: [{ property: 'lastName', claim: 'LastName' }] },
        claims: withAttributes({ lastName: null, [name]: ['Okafor'] }),
      }),
    )
  const created = (name: string) => {
    const change = sent(name).changes.find(each => each.do === 'account.create')
    return change?.do === 'account.create' ? change.properties : null
  }
  assert.deepEqual(created('LastName'), { lastName: 'Okafor' })
  assert.deepEqual(created('lastname'), {})
  assert.deepEqual(
    sent('lastname').because.filter(reason => reason.code === 'map.near-miss'),
    [
      {
        code: 'map.near-miss',
        rule: 'properties.lastName',
        values: { claim: 'LastName', sent: 'lastname' },
      },
    ],
  )
})

interface Case {
  readonly code: RefusalCode
  readonly when: string
  /** What is refused, as changes to the stranger; the twin is the same without `change`. */
  readonly given?: Given
  readonly change: Given
}

const merged = (a: Given, b: Given): Given => ({
  policy: { ...a.policy, ...b.policy },
  facts: { ...a.facts, ...b.facts },
  claims: { ...a.claims, ...b.claims },
})
const returning = (changes: Partial<typeof account>): Given => ({
  facts: { linked: { ...account, profile, ...changes }, loginOwner: account.id },
})
const withProfile = (changes: Partial<typeof profile>): Given =>
  returning({ profile: { ...profile, ...changes } })
const byEmail: Given = {
  policy: { match: { attribute: 'email', claim: 'email' } },
  facts: {
    matches: [matched()],
    attributes: {
      email: { kind: 'email', identifier: true, archived: false },
      department: { kind: 'text', identifier: false, archived: false },
    },
  },
}
const typed = (kind: 'email' | 'date'): Given => ({
  facts: {
    attributes: {
      npi: { kind: 'text', identifier: true, archived: false },
      department: { kind, identifier: false, archived: false },
    },
  },
  claims: withAttributes({ department: [kind === 'email' ? 'a@mercy.example' : '2026-02-28'] }),
})
const unknownAttribute: Partial<Facts> = {
  attributes: { npi: { kind: 'text', identifier: true, archived: false } },
}
const archivedMatch: Partial<Facts> = {
  attributes: {
    npi: { kind: 'text', identifier: true, archived: true },
    department: { kind: 'text', identifier: false, archived: false },
  },
}
const asLogin: Partial<Policy> = { properties: [] }
const { portal, connection, flow } = provisioning().facts

const refusals: readonly Case[] = [
  {
    code: 'portal.disabled',
    when: 'the portal is disabled',
    change: { facts: { portal: { ...portal, state: 'disabled' } } },
  },
  {
    code: 'portal.disabled',
    when: 'the portal is archived',
    change: { facts: { portal: { ...portal, state: 'archived' } } },
  },
  {
    code: 'connection.disabled',
    when: 'the connection is disabled',
    change: { facts: { connection: { ...connection, state: 'disabled' } } },
  },
  {
    code: 'connection.disabled',
    when: 'a returning person meets an archived connection',
    given: returning({}),
    change: { facts: { connection: { ...connection, state: 'archived' } } },
  },
  { code: 'flow.unknown', when: 'no flow asked for it', change: { facts: { flow: null } } },
  {
    code: 'flow.other-connection',
    when: 'another connection asked for it',
    change: { facts: { flow: flow && { ...flow, connection: idOf(99) } } },
  },
  {
    code: 'flow.expired',
    when: 'the flow ends at this very instant',
    change: { facts: { flow: flow && { ...flow, expiresAt: now } } },
  },
  {
    code: 'account.suspended',
    when: 'the account is suspended',
    given: returning({}),
    change: returning({ status: 'suspended' }),
  },
  {
    code: 'account.suspended',
    when: 'the matching account is suspended',
    given: { facts: { matches: [matched({ account: { ...account, profile } })] } },
    change: { facts: { matches: [matched({ account: { ...account, profile, status: 'suspended' } })] } },
  },
  {
    code: 'account.withdrawn',
    when: 'the account was withdrawn',
    given: returning({}),
    change: returning({ status: 'withdrawn' }),
  },
  {
    code: 'profile.archived',
    when: 'the profile is archived',
    given: returning({}),
    change: withProfile({ archived: true }),
  },
  {
    code: 'profile.archived',
    when: 'the profile of a newcomer is archived',
    given: { facts: { matches: [matched()] } },
    change: { facts: { matches: [matched({ profile: { ...profile, archived: true } })] } },
  },
  {
    code: 'profile.terminated',
    when: 'the profile is Terminated, also with registration off',
    given: merged(returning({}), { policy: { registration: false } }),
    change: withProfile({ status: 'Terminated' }),
  },
  {
    code: 'profile.ended',
    when: 'access ends at this very instant',
    given: withProfile({ accessEndsAt: new Date(now.getTime() + 1) }),
    change: withProfile({ accessEndsAt: now }),
  },
  {
    code: 'profile.missing',
    when: 'nothing matches and no profile is created',
    change: { policy: { profileCreation: false } },
  },
  {
    code: 'registration.off',
    when: 'nobody is known and registration is off',
    change: { policy: { registration: false } },
  },
  {
    code: 'match.claim-missing',
    when: 'the match claim is not sent',
    change: { claims: withAttributes({ npi: null }) },
  },
  {
    code: 'match.claim-missing',
    when: 'the match claim is blank',
    change: { claims: withAttributes({ npi: [' ', '\t'] }) },
  },
  {
    code: 'match.claim-missing',
    when: 'the match claim differs in case',
    change: { claims: withAttributes({ npi: null, NPI: ['1'] }) },
  },
  {
    code: 'match.ambiguous',
    when: 'two profiles match',
    given: { facts: { matches: [matched()] } },
    change: { facts: { matches: [matched(), matched({ profile: { ...profile, id: idOf(30) } })] } },
  },
  {
    code: 'match.linked-elsewhere',
    when: 'the matching account is another subject’s',
    given: { facts: { matches: [matched({ account: { ...account, profile } })] } },
    change: { facts: { matches: [matched({ account: { ...account, profile }, linkedElsewhere: true })] } },
  },
  {
    code: 'match.linked-elsewhere',
    when: 'the profile that an account lacks is another account’s',
    given: merged(returning({ profile: null }), { facts: { matches: [matched()] } }),
    change: { facts: { matches: [matched({ account: { ...account, id: idOf(31), profile } })] } },
  },
  {
    code: 'email.unverified',
    when: 'an unverified address would find a profile',
    given: byEmail,
    change: { claims: { email: { value: 'amara.okafor@mercy.example', verified: false } } },
  },
  {
    code: 'email.unverified',
    when: 'the mapped address is not the verified one',
    given: byEmail,
    change: { claims: { email: { value: 'somebody@mercy.example', verified: true } } },
  },
  {
    code: 'email.domain-untrusted',
    when: 'the connection is not trusted for the domain',
    given: byEmail,
    change: { facts: { connection: { ...connection, trustedDomains: ['example'] } } },
  },
  {
    code: 'email.unverified',
    when: 'an address stands in an attribute of another kind',
    given: merged(byEmail, {
      facts: {
        attributes: {
          email: { kind: 'text', identifier: true, archived: false },
          department: { kind: 'text', identifier: false, archived: false },
        },
      },
    }),
    change: { claims: { email: null } },
  },
  { code: 'login.taken', when: 'somebody else has the login', change: { facts: { loginOwner: idOf(77) } } },
  {
    code: 'login.missing',
    when: 'there is neither address nor subject',
    given: { policy: asLogin, claims: { email: null } },
    change: { claims: { subject: ' ' } },
  },
  { code: 'role.unknown', when: 'the default role does not exist', change: { facts: { role: null } } },
  {
    code: 'location.unknown',
    when: 'the default location does not exist',
    change: { facts: { location: null } },
  },
  {
    code: 'profile-type.unknown',
    when: 'the profile type does not exist',
    change: { facts: { profileType: null } },
  },
  {
    code: 'profile-type.unknown',
    when: 'the profile type is archived',
    change: { facts: { profileType: { id: idOf(6), archived: true, naming: [] } } },
  },
  {
    code: 'attribute.unknown',
    when: 'a mapped attribute does not exist',
    change: { facts: unknownAttribute },
  },
  { code: 'attribute.unknown', when: 'the match attribute is archived', change: { facts: archivedMatch } },
  {
    code: 'attribute.unknown',
    when: 'an attribute is called like what every object has',
    change: { policy: { attributes: [{ attribute: 'constructor', claim: 'department' }] } },
  },
  {
    code: 'attribute.invalid',
    when: 'the value is no day',
    given: typed('date'),
    change: { claims: withAttributes({ department: ['2026-02-30'] }) },
  },
  {
    code: 'attribute.invalid',
    when: 'the value is no address',
    given: typed('email'),
    change: { claims: withAttributes({ department: ['a@b@mercy.example'] }) },
  },
  {
    code: 'attribute.invalid',
    when: 'the values are two addresses',
    given: typed('email'),
    change: { claims: withAttributes({ department: ['a@mercy.example', 'b@mercy.example'] }) },
  },
  {
    code: 'attribute.invalid',
    when: 'a comma stands in the domain',
    given: typed('email'),
    change: { claims: withAttributes({ department: ['a@mercy,other.example'] }) },
  },
  {
    code: 'portal.no-role',
    when: 'no role opens the portal',
    given: returning({}),
    change: returning({ opensPortal: false }),
  },
  {
    code: 'portal.no-role',
    when: 'the policy gives no role',
    change: { policy: { defaults: { role: null, location: null } } },
  },
  {
    code: 'portal.no-role',
    when: 'the default role opens another portal',
    change: { facts: { role: { id: idOf(7), userType: idOf(8), exclusive: false, opensPortal: false } } },
  },
]

for (const { code, when, given = {}, change } of refusals) {
  test(`${code}: ${when}`, () => {
    const twin = decide(provisioning(given))
    assert.equal(twin.outcome, 'admit', JSON.stringify(twin))
    const decision = decide(provisioning(merged(given, change)))
    assert.ok(decision.outcome !== 'admit')
    assert.equal(decision.reason, code)
    assert.equal(decision.outcome, reasons[code].effect === 'review' ? 'review' : 'refuse')
    assert.equal(decision.because.at(-1)?.code, code)
    assert.deepEqual(decision.changes, [])
  })
}

test('every refusal of the deciding stage has a case', () => {
  const covered = new Set<string>(refusals.map(({ code }) => code))
  const elsewhere =
    /^(saml|oidc|assertion)\.|^flow\.other-browser$|^connection\.(unknown|incomplete|changed)$|^portal\.unknown$/
  const missing = Object.entries(reasons).filter(
    ([code, { effect }]) => effect !== 'explains' && !elsewhere.test(code) && !covered.has(code),
  )
  assert.deepEqual(missing, [])
})

test('a refusal says what led to it, and names a claim that was nearly the wanted one', () => {
  const decision = decide(provisioning({ claims: withAttributes({ npi: null, NPI: ['1'], Npi: ['2'] }) }))
  assert.deepEqual(decision.because, [
    { code: 'match.claim-missing', rule: 'match', values: { claim: 'npi', 'similar claim': 'NPI' } },
  ])
})

test('values are stored in the form they are looked up in', () => {
  const decision = decide(
    provisioning({ claims: withAttributes({ npi: [' MD  1093 '], department: ['a', ' ', 'b '] }) }),
  )
  const [created] = decision.changes
  assert.ok(created?.do === 'profile.create')
  assert.deepEqual(created.latch, { attribute: 'npi', value: 'MD 1093' })
  assert.deepEqual(created.identifiers, [{ attribute: 'npi', value: 'MD 1093' }])
  assert.equal(created.attributes.department, 'a, b')
})

test('a match attribute that is no identifier elsewhere still finds the profile it created', () => {
  const facts = {
    attributes: {
      npi: { kind: 'text', identifier: false, archived: false },
      department: { kind: 'text', identifier: false, archived: false },
    },
  } as const
  const [created] = decide(provisioning({ facts })).changes
  assert.ok(created?.do === 'profile.create')
  assert.deepEqual(created.identifiers, [{ attribute: 'npi', value: claims.attributes.npi?.[0] }])
})
