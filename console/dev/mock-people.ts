import {
  access,
  ago,
  connections,
  home,
  id,
  locations,
  physiciansDirectory,
  portals,
  profileTypes,
  ref,
  roles,
  sso,
} from './mock-catalogue.ts'

const people = [
  ['Ines', 'Albrecht', 'cardiology'],
  ['Tomasz', 'Nowak', 'radiology'],
  ['Amara', 'Okafor', 'pediatrics'],
  ['Liv', 'Sandberg', 'oncology'],
  ['Rafael', 'Duarte', 'surgery'],
  ['Mei', 'Tanaka', 'neurology'],
  ['Jonas', 'Keller', 'emergency medicine'],
  ['Priya', 'Raman', 'dermatology'],
] as const

export const attempts: Record<string, unknown>[] = []
const say = (code: string, effect: string, says: string, more: object = {}) => ({
  code,
  effect,
  says,
  remedy: null,
  rule: null,
  values: {},
  ...more,
})
const admitted = [
  say('match.none', 'explains', 'No profile has this match value.', {
    rule: 'match',
    values: { npi: '1••••••42' },
  }),
  say('profile.create', 'explains', 'The policy creates a profile.', { rule: 'profileCreation' }),
  say('account.create', 'explains', 'Automatic registration creates the account.', { rule: 'registration' }),
  say('default.role', 'explains', 'New accounts get this role.', {
    rule: 'defaults.role',
    values: { role: 'Physician' },
  }),
  say('role.opens-portal', 'explains', 'This role opens the portal.', { values: { role: 'Physician' } }),
]
export const refusal = [
  say('map.near-miss', 'explains', 'A claim of a similar name was sent; names are case-sensitive.', {
    values: { wanted: 'npi', sent: 'NPI' },
  }),
  say('match.claim-missing', 'refuses', 'The claim that identifies people is missing or empty.', {
    rule: 'match',
    remedy: 'Let the identity provider send it; names are case-sensitive.',
    values: { claim: 'npi' },
  }),
]

const by = (shortId: string, minutes: number) => ({
  source: 'connection',
  connection: ref(connections[0] as never),
  policyVersion: 3,
  attempt: { id: id(), shortId },
  actor: null,
  at: ago(minutes),
})
export const accounts: Record<string, unknown>[] = []
export const profiles: Record<string, unknown>[] = []
for (const [index, [firstName, lastName, specialty]] of people.entries()) {
  const minutes = 3 + index * 190
  const shortId = ['K7QM', 'A2XD', 'P9RT', 'H4WC', 'B6NZ', 'T3LF', 'M8YS', 'D5GV'][index] as string
  const login = `${firstName}.${lastName}@stbrigid.example`.toLowerCase()
  const stamp = by(shortId, minutes)
  const profile = { id: id(), name: `${firstName} ${lastName}` }
  const shared = { version: 2, createdAt: ago(minutes), updatedAt: ago(minutes) }
  const summary = {
    id: id(),
    login,
    firstName,
    lastName,
    email: login,
    emailVerified: index % 3 !== 1,
    status: index === 4 ? 'suspended' : 'active',
    directory: ref(physiciansDirectory),
    organization: ref(home),
    profile,
    ...shared,
  }
  accounts.push({
    ...summary,
    location: ref(locations[0] as never),
    level: null,
    activeSessions: index === 0 ? 2 : 0,
    provenance: Object.fromEntries(
      ['login', 'email', 'firstName', 'lastName', 'location', 'status'].map(field => [field, stamp]),
    ),
    links: [
      {
        connection: ref(connections[0] as never),
        issuer: 'http://localhost:8090/saml/metadata',
        subject: `person-${index + 1}`,
        createdAt: ago(minutes),
        setBy: stamp,
      },
    ],
    roles: [
      {
        role: ref(roles[0] as never),
        userType: ref(access),
        portals: [ref(portals[0] as never)],
        createdAt: ago(minutes),
        setBy: stamp,
      },
    ],
    groups: [],
  })
  const value = (uid: string, name: string, text: string, identifier = false) => ({
    uid,
    name,
    value: text,
    identifier,
    setBy: stamp,
  })
  profiles.push({
    id: profile.id,
    name: profile.name,
    profileType: ref(profileTypes[0] as never),
    organization: ref(home),
    status: index === 6 ? 'On Leave' : 'Active',
    archived: false,
    endDate: index % 2 ? '2027-06-30' : null,
    ...shared,
    timeZone: 'Europe/Berlin',
    attributes: [
      value('first_name', 'First name', firstName),
      value('last_name', 'Last name', lastName),
      value('npi', 'NPI number', `10000${index}42`, true),
      value('specialty', 'Specialty', specialty),
    ],
    accounts: [{ id: summary.id, login, status: summary.status, directory: ref(physiciansDirectory) }],
  })
  const refused = index % 3 === 2
  attempts.push({
    id: (stamp.attempt as { id: string }).id,
    shortId,
    at: ago(minutes),
    outcome: refused ? 'refused' : 'admitted',
    kind: refused ? (index === 5 ? 'review' : 'refuse') : index % 3 === 0 ? 'create' : 'unchanged',
    reason: refused ? (index === 5 ? 'match.ambiguous' : 'saml.audience') : null,
    portal: ref(portals[0] as never),
    connection: ref(connections[0] as never),
    account: refused ? null : { id: summary.id, login },
    policyVersion: refused ? null : 3,
    failure: refused
      ? {
          check: 'audience',
          expected: `${sso}/sandbox_saml/metadata`,
          received: 'https://old.example.org/saml/metadata',
        }
      : null,
    because: refused
      ? [
          say('saml.audience', 'refuses', 'The assertion is meant for another service.', {
            remedy: 'Correct the audience (our entity id) at the identity provider.',
          }),
        ]
      : admitted,
    claims: {
      issuer: 'http://localhost:8090/saml/metadata',
      subject: `person-${index + 1}`,
      email: { value: '•••@stbrigid.example', verified: true },
      attributes: {
        givenName: ['•••'],
        sn: ['•••'],
        npi: ['1••••••42'],
        specialty: [specialty],
        memberOf: ['clinical-staff', 'on-call'],
      },
    },
  })
}
