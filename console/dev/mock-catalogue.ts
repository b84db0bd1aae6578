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

export const home = { ...configured('home', 'St. Brigid Hospital', 40), home: true, status: 'active' }
const clinic = { ...configured('lakeside_clinic', 'Lakeside Clinic'), home: false, status: 'active' }
const college = {
  ...configured('nursing_college', 'Nursing College of the North'),
  home: false,
  status: 'active',
}
export const organizations = [home, clinic, college]

const staff = { ...configured('console', 'Console'), organization: ref(home), status: 'active' }
export const physiciansDirectory = {
  ...configured('physicians', 'Physicians'),
  organization: ref(home),
  status: 'active',
}
const campusDirectory = { ...configured('campus', 'Campus'), organization: ref(college), status: 'active' }
export const directories = [staff, physiciansDirectory, campusDirectory]

export const access = {
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
export const sso = 'http://localhost:8080/sso'
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
