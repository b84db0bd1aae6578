const start = Date.UTC(2026, 10, 21, 18, 40)
export const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const fixed = (days: number) => new Date(start - days * 86_400_000).toISOString()

let next = 1
export const id = () => `0193a1b2-7c00-7000-8000-${String(next++).padStart(12, '0')}`

const configured = (uid: string, name: string, days = 20) => ({
  id: id(),
  uid,
  name,
  version: 3,
  createdAt: fixed(days),
  updatedAt: fixed(2),
})
export const ref = <T extends { id: string; uid: string; name: string }>({ id: i, uid, name }: T) => ({
  id: i,
  uid,
  name,
})

const home = { ...configured('home', 'St. Brigid Hospital', 40), home: true, status: 'active' }
const clinic = { ...configured('lakeside_clinic', 'Lakeside Clinic'), home: false, status: 'active' }
const college = {
  ...configured('nursing_college', 'Nursing College of the North'),
  home: false,
  status: 'active',
}
export const organizations = [home, clinic, college]

const staff = { ...configured('console', 'Console'), organization: ref(home), status: 'active' }
const physiciansDirectory = {
  ...configured('physicians', 'Physicians'),
  organization: ref(home),
  status: 'active',
}
const campusDirectory = { ...configured('campus', 'Campus'), organization: ref(college), status: 'active' }
export const directories = [staff, physiciansDirectory, campusDirectory]

const access = {
  ...configured('access', 'Access'),
  exclusive: false,
  administrative: false,
  builtIn: true,
  status: 'active',
}
const pro = {
  ...configured('pro', 'Pro levels'),
  exclusive: true,
  administrative: true,
  builtIn: true,
  status: 'active',
}
export const userTypes = [access, pro]

const portal = (
  uid: string,
  name: string,
  organization: typeof home,
  directory: typeof staff,
  state = 'active',
) => ({
  ...configured(uid, name),
  url: uid.replaceAll('_', '-'),
  address: `http://localhost:8080/p/${uid.replaceAll('_', '-')}`,
  organization: ref(organization),
  directory: ref(directory),
  inactivityMinutes: 30,
  lifetimeHours: 12,
  retries: 5,
  roles: [] as { id: string; uid: string; name: string }[],
  state,
})
export const portals = [
  portal('physicians', 'Physicians', home, physiciansDirectory),
  portal('campus', 'Campus', college, campusDirectory),
  portal('lakeside_partners', 'Lakeside partners', clinic, physiciansDirectory, 'disabled'),
]

const role = (uid: string, name: string, opens: typeof portals, groups: string[] = []) => ({
  ...configured(uid, name),
  userType: ref(access),
  portals: opens.map(ref),
  idpGroups: groups,
  builtIn: false,
  status: 'active',
})
export const roles = [
  role('physician', 'Physician', portals.slice(0, 1), ['clinical-staff']),
  role('student', 'Student', portals.slice(1, 2)),
  role('guest', 'Guest', []),
]
for (const one of portals) one.roles = roles.filter(r => r.portals.some(p => p.id === one.id)).map(ref)

export const groups = [
  { ...configured('on_call', 'On call'), organization: ref(home), builtIn: false, status: 'active' },
  { ...configured('everybody', 'Everybody'), organization: null, builtIn: true, status: 'active' },
]
export const locations = [
  { ...configured('main_building', 'Main building'), organization: ref(home), status: 'active' },
  { ...configured('north_campus', 'North campus'), organization: ref(college), status: 'active' },
]
export const attributes = [
  ['first_name', 'First name', 'text', false],
  ['last_name', 'Last name', 'text', false],
  ['email', 'Email', 'email', true],
  ['npi', 'NPI number', 'text', true],
  ['specialty', 'Specialty', 'text', false],
  ['student_number', 'Student number', 'text', true],
  ['start_date', 'Start date', 'date', false],
].map(([uid, name, kind, identifier]) => ({
  ...configured(uid as string, name as string),
  kind,
  identifier,
  status: 'active',
}))
export const profileTypes = [
  {
    ...configured('physician', 'Physician'),
    category: 'non_employee',
    naming: ['first_name', 'last_name'],
    status: 'active',
  },
  {
    ...configured('student', 'Student'),
    category: 'non_employee',
    naming: ['first_name', 'last_name'],
    status: 'active',
  },
]

const certificate = 'MIIC8DCCAdigAwIBAgIQGJh0'.repeat(20)
const connection = (
  uid: string,
  name: string,
  to: (typeof portals)[number],
  config: object,
  toCopy: object,
) => ({
  ...configured(uid, name),
  kind: (config as { kind: string }).kind,
  organization: to.organization,
  portal: ref(to),
  state: 'active',
  position: 0,
  config,
  hasSecret: (config as { kind: string }).kind === 'oidc',
  trustedDomains: uid === 'sandbox_saml' ? ['stbrigid.example'] : [],
  policyVersion: 3,
  toCopy,
})
const sso = 'http://localhost:8080/sso'
export const connections = [
  connection(
    'sandbox_saml',
    'Sandbox (SAML)',
    portals[0] as never,
    {
      kind: 'saml',
      entityId: 'http://localhost:8090/saml/metadata',
      ssoUrl: 'http://localhost:8090/saml/sso',
      certificates: [certificate],
      wantResponseSigned: false,
      signRequests: false,
      clockToleranceSeconds: 120,
    },
    { kind: 'saml', acsUrl: `${sso}/sandbox_saml/acs`, entityId: `${sso}/sandbox_saml/metadata` },
  ),
  connection(
    'sandbox_oidc',
    'Sandbox (OpenID Connect)',
    portals[1] as never,
    {
      kind: 'oidc',
      issuer: 'http://localhost:8090/oidc',
      clientId: 'campus',
      scopes: ['openid', 'email', 'profile'],
      clockToleranceSeconds: 120,
    },
    { kind: 'oidc', redirectUri: `${sso}/sandbox_oidc/callback` },
  ),
]
export const policy = {
  registration: true,
  profileCreation: true,
  profileType: 'physician',
  match: { attribute: 'npi', claim: 'npi' },
  properties: [
    { property: 'firstName', claim: 'givenName' },
    { property: 'lastName', claim: 'sn' },
    { property: 'email', claim: '@email' },
  ],
  attributes: [
    { attribute: 'first_name', claim: 'givenName' },
    { attribute: 'last_name', claim: 'sn' },
    { attribute: 'specialty', claim: 'specialty' },
  ],
  defaults: { role: { userType: 'access', role: 'physician' }, location: 'Main building' },
}

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
export const me = { id: id(), login: 'rosa.lindqvist@stbrigid.example' }
export const auditEvents = [
  ['portal.created', 'account', 'portal', { name: 'Campus', url: 'campus' }],
  ['policy.replaced', 'account', 'connection', { version: 3 }],
  ['sign-in.admitted', 'connection', 'account', { attempt: 'K7QM', kind: 'create' }],
  ['sign-in.refused', 'anonymous', null, { attempt: 'P9RT', reason: 'saml.audience' }],
  ['account.suspended', 'account', 'account', { note: 'Contract ended' }],
  ['api-key.created', 'account', 'api_key', { scopes: ['people:read'] }],
  ['audit.sealed', 'system', null, {}],
].map(([event, kind, entity, detail], index) => ({
  id: id(),
  at: ago(4 + index * 77),
  event,
  actor: {
    kind,
    id: kind === 'account' ? me.id : kind === 'connection' ? (connections[0] as { id: string }).id : null,
    name: kind === 'account' ? me.login : kind === 'connection' ? 'Sandbox (SAML)' : null,
  },
  organization: ref(home),
  entity,
  entityId: entity ? id() : null,
  detail,
}))
export const mails = ['sent', 'queued', 'failed'].map((status, index) => ({
  id: id(),
  template: 'administrator.invitation',
  recipient: `colleague${index + 1}@stbrigid.example`,
  status,
  tries: index,
  lastError: status === 'failed' ? '550 No such mailbox' : null,
  createdAt: ago(20 + index * 400),
  nextTryAt: new Date(Date.now() + 240_000).toISOString(),
  sentAt: status === 'sent' ? ago(19) : null,
  data: { name: 'Colleague', link: 'http://localhost:8080/console/invitation#token' },
}))
