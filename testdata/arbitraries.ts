import type { Claims } from '@postern/contract/claims.ts'
import type { Policy } from '@postern/contract/policy.ts'
import type { Provisioning } from '@postern/core/decide.ts'
import type { AccountFact, AttributeFact, Facts, MatchFact, ProfileFact } from '@postern/core/facts.ts'
import { own } from '@postern/core/own.ts'
import fc from 'fast-check'
import { idOf, newIds, now } from './provisioning.ts'

/** Attribute uids, among them names that every object inherits. */
const uids = ['npi', 'email', 'start', 'notes', 'constructor', 'tostring'] as const
/** Claim names: near misses of one another, verified identifiers, and the name that is no ordinary key. */
const claimNames = [
  'npi',
  'NPI',
  'Npi',
  'mail',
  'Mail',
  'start',
  '@subject',
  '@email',
  '__proto__',
  'constructor',
]

/** Words that stand for people, each in several spellings: equal, equal up to case, and different. */
const word = fc.constantFrom(
  ...['Zelda', 'zelda', 'ZELDA', "O'Hara", 'Straße', 'STRASSE', 'ΑΣΤΗΡΑΣ', 'αστηρας', 'İpek', 'ipek'],
  ...['7731904', '+49-5551', 'aaaaaaaaaa', 'zelda@hyrule', 'a@b@hyrule.example', '1999-12-31', '1999-13-31'],
  ...[
    'Zelda@Mercy.example',
    'zelda@mercy.example',
    'zelda@MERCY.EXAMPLE',
    'zelda@elsewhere.example',
    'x@d,e.f',
  ],
)
const space = fc.constantFrom(' ', '  ', ', ', ',', '\t', '\u00a0', '\n')

/** What people are called: one word, several with any white space and commas, blank, or anything at all. */
const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 3, arbitrary: fc.array(fc.oneof(word, space), { maxLength: 5 }).map(parts => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\t\n', ',') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
)

const claimsArbitrary: fc.Arbitrary<Claims> = fc.record({
  connection: fc.constant(idOf<Claims['connection']>(3)),
  issuer: fc.constant('https://idp.example.test'),
  subject: text,
  email: fc.option(fc.record({ value: text, verified: fc.boolean() }), { freq: 3 }),
  attributes: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...claimNames), fc.array(text, { maxLength: 3 })), {
      selector: ([name]) => name,
    })
    .map(entries => Object.fromEntries(entries)),
})

const claimName = fc.constantFrom(...claimNames)
const unique = <Key extends string>(keys: readonly Key[]) => fc.subarray([...keys])

const policyArbitrary: fc.Arbitrary<Policy> = fc.record({
  registration: fc.boolean(),
  profileCreation: fc.boolean(),
  profileType: fc.constantFrom('physician', null),
  match: fc.option(fc.record({ attribute: fc.constantFrom(...uids), claim: claimName }), { freq: 5 }),
  properties: unique(['firstName', 'lastName', 'email'] as const).chain(list =>
    fc.tuple(...list.map(property => claimName.map(claim => ({ property, claim })))),
  ),
  attributes: unique(uids).chain(list =>
    fc.tuple(...list.map(attribute => claimName.map(claim => ({ attribute, claim })))),
  ),
  defaults: fc.record({
    role: fc.constantFrom({ userType: 'access', role: 'physician' }, null),
    location: fc.constantFrom('Main campus', null),
  }),
})

const state = fc.constantFrom('active', 'active', 'active', 'active', 'disabled', 'archived' as const)
const seldom = fc.integer({ min: 0, max: 19 }).map(roll => roll === 0)
const number = fc.integer({ min: 1, max: 9 })
const later = new Date(now.getTime() + 60_000)
const instant = fc
  .constantFrom(-1, 0, 1, 60_000, 60_000, 60_000, 60_000)
  .map(offset => new Date(now.getTime() + offset))
const naming = fc.subarray([...uids], { maxLength: 2 })

const attributeFact: fc.Arbitrary<AttributeFact> = fc.record({
  kind: fc.constantFrom('text', 'text', 'text', 'text', 'area', 'email', 'date'),
  identifier: fc.boolean(),
  archived: seldom,
})

const profileFact = (id: fc.Arbitrary<number>): fc.Arbitrary<ProfileFact> =>
  fc.record({
    id: id.map(n => idOf<ProfileFact['id']>(n)),
    type: fc.constant(idOf<ProfileFact['type']>(6)),
    naming,
    name: text,
    status: fc.constantFrom(
      ...(['Active', 'Active', 'Active', 'Active', 'Inactive', 'On Leave', 'Terminated'] as const),
    ),
    archived: seldom,
    accessEndsAt: fc.option(instant, { freq: 2 }),
    attributes: fc.dictionary(fc.constantFrom(...uids), text, { maxKeys: 4, noNullPrototype: true }),
    version: number,
  })

const accountFact = (
  id: fc.Arbitrary<number>,
  profile: fc.Arbitrary<ProfileFact | null>,
): fc.Arbitrary<AccountFact> =>
  fc.record({
    id: id.map(n => idOf<AccountFact['id']>(n)),
    status: fc.constantFrom(
      ...(['active', 'active', 'active', 'active', 'active', 'pending', 'suspended', 'withdrawn'] as const),
    ),
    firstName: text,
    lastName: text,
    email: fc.option(text),
    emailVerified: fc.boolean(),
    version: number,
    profile,
    opensPortal: fc.integer({ min: 0, max: 4 }).map(roll => roll > 0),
  })

const matchFact = (base: number): fc.Arbitrary<MatchFact> =>
  profileFact(fc.constant(base)).chain(profile =>
    fc.record({
      profile: fc.constant(profile),
      account: fc.option(accountFact(fc.constant(base + 1), fc.constant(profile))),
      linkedElsewhere: fc.boolean(),
    }),
  )

/** Facts as they may be of anybody; of the catalogue, every name is answered. `provisioningOf` keeps what was asked. */
const factsArbitrary: fc.Arbitrary<Facts> = fc.record({
  portal: fc.record({
    id: fc.constant(idOf<Facts['portal']['id']>(1)),
    state,
    organization: fc.constant(idOf<Facts['portal']['organization']>(2)),
    directory: fc.constant(idOf<Facts['portal']['directory']>(4)),
  }),
  connection: fc.record({
    id: fc.constant(idOf<Facts['connection']['id']>(3)),
    state,
    trustedDomains: fc.subarray(['mercy.example', 'elsewhere.example']),
  }),
  flow: fc.option(
    fc.record({
      id: fc.constant(idOf<NonNullable<Facts['flow']>['id']>(5)),
      connection: fc.constantFrom(...[3, 3, 3, 3, 3, 9].map(n => idOf<Facts['connection']['id']>(n))),
      expiresAt: fc.oneof({ weight: 5, arbitrary: fc.constant(later) }, instant),
    }),
    { freq: 9 },
  ),
  linked: fc.option(accountFact(fc.constant(21), fc.option(profileFact(fc.constant(20)))), { freq: 2 }),
  matches: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.tuple(matchFact(30)) },
    { weight: 1, arbitrary: fc.tuple(matchFact(30), matchFact(40)) },
  ),
  loginOwner: fc.constantFrom(null, null, null, idOf<AccountFact['id']>(60)),
  profileType: fc.option(
    fc.record({
      id: fc.constant(idOf<ProfileFact['type']>(6)),
      archived: seldom,
      naming,
    }),
    { freq: 9 },
  ),
  role: fc.option(
    fc.record({
      id: fc.constant(idOf<NonNullable<Facts['role']>['id']>(7)),
      userType: fc.constant(idOf<NonNullable<Facts['role']>['userType']>(8)),
      exclusive: fc.boolean(),
      opensPortal: fc.integer({ min: 0, max: 4 }).map(roll => roll > 0),
    }),
    { freq: 9 },
  ),
  location: fc.option(fc.constant({ id: idOf<NonNullable<Facts['location']>['id']>(9) }), { freq: 9 }),
  attributes: fc
    .tuple(...uids.map(uid => fc.option(attributeFact, { freq: 15 }).map(fact => [uid, fact] as const)))
    .map(entries =>
      Object.fromEntries(
        entries.filter((entry): entry is [(typeof entry)[0], AttributeFact] => entry[1] !== null),
      ),
    ),
})

const chaotic: fc.Arbitrary<Provisioning> = fc
  .record({ claims: claimsArbitrary, policy: policyArbitrary, facts: factsArbitrary })
  .map(input => ({ ...input, now, ids: newIds }))

/** The same behind an open door, with the claims and names that the policy speaks of: seldom refused. */
const orderly: fc.Arbitrary<Provisioning> = fc.tuple(chaotic, text).map(([input, spare]) => {
  const { claims, policy, facts } = input
  const wanted = [policy.match, ...policy.properties, ...policy.attributes].flatMap(
    entry => entry?.claim ?? [],
  )
  const missing = wanted.filter(name => (own(claims.attributes, name) ?? []).join('').trim() === '')
  const filled = missing.map(name => [name, [spare.trim() === '' ? 'Zelda' : spare]])
  return {
    ...input,
    claims: { ...claims, attributes: Object.fromEntries([...Object.entries(claims.attributes), ...filled]) },
    facts: {
      ...facts,
      portal: { ...facts.portal, state: 'active' },
      connection: { ...facts.connection, state: 'active' },
      flow: facts.flow && { ...facts.flow, connection: facts.connection.id, expiresAt: later },
      loginOwner: null,
      matches: facts.matches.slice(0, 1),
    },
  }
})

/** Any sign-in that could come to be decided, sensible or not. */
export const anyProvisioning: fc.Arbitrary<Provisioning> = fc.oneof(chaotic, orderly)

/** Sign-ins of which about half are admitted: for what holds of admissions. */
export const likelyProvisioning = orderly
