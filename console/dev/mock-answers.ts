import { scopesOf } from '@postern/contract/access.ts'
import type { Operation } from '@postern/contract/api/operation.ts'
import { Problem } from '@postern/contract/problems.ts'
import { uidFromName } from '@postern/contract/uid-from-name.ts'
import * as data from './mock-data.ts'

interface Asked {
  readonly operation: Operation
  readonly params: Record<string, string>
  readonly query: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every operation, checked by its schema already
  readonly body: any
  readonly version: number
}

// biome-ignore lint/suspicious/noExplicitAny: rows of every resource; the answers are checked against the contract
type Row = any

const lists: Record<string, Row[]> = {
  organizations: data.organizations,
  directories: data.directories,
  portals: data.portals,
  connections: data.connections,
  userTypes: data.userTypes,
  roles: data.roles,
  groups: data.groups,
  locations: data.locations,
  profileTypes: data.profileTypes,
  attributes: data.attributes,
  accounts: data.accounts,
  profiles: data.profiles,
  attempts: data.attempts,
  auditEvents: data.auditEvents,
  outbox: data.mails,
  apiKeys: [
    {
      id: data.id(),
      name: 'Governance sync',
      prefix: 'pk_7Qm2',
      scopes: ['people:read'],
      state: 'active',
      createdBy: { id: data.me.id, name: 'Rosa Lindqvist' },
      createdAt: data.ago(4_000),
      expiresAt: null,
      lastUsedAt: data.ago(12),
      revokedAt: null,
    },
  ],
  administrators: [
    {
      id: data.me.id,
      email: data.me.login,
      firstName: 'Rosa',
      lastName: 'Lindqvist',
      level: 'owner',
      organizations: null,
      status: 'active',
      factors: ['totp', 'passkey'],
      version: 1,
      createdAt: data.ago(50_000),
      updatedAt: data.ago(50_000),
    },
    {
      id: data.id(),
      email: 'pat.weber@stbrigid.example',
      firstName: 'Pat',
      lastName: 'Weber',
      level: 'auditor',
      organizations: [data.organizations[1]?.id],
      status: 'pending',
      factors: [],
      version: 1,
      createdAt: data.ago(300),
      updatedAt: data.ago(300),
    },
  ],
}

/** `MOCK_STATE`: `set-up` and `signed-out` begin there; `empty` has nothing yet. */
const state = process.env.MOCK_STATE ?? ''
let signedIn = state !== 'set-up' && state !== 'signed-out'
let setUpOpen = state === 'set-up'
if (state === 'empty') for (const rows of Object.values(lists)) rows.length = 0

const ownSession = {
  account: data.me.id,
  email: data.me.login,
  firstName: 'Rosa',
  lastName: 'Lindqvist',
  level: 'owner',
  scopes: scopesOf.owner,
  organizations: null,
  expiresAt: data.ago(-600),
  idleMinutes: 30,
}

export async function answer(asked: Asked): Promise<unknown> {
  const { operation } = asked
  await new Promise(resolve => setTimeout(resolve, 80))
  const special = specials[operation.id]
  if (special) return special(asked)
  if (operation.access !== 'public' && !signedIn) throw new Problem('authentication.required')
  const [resource = '', verb] = operation.id.split('.')
  const rows = lists[resource] ?? []
  if (verb === 'list') return page(rows, asked.query, operation)
  if (verb === 'create') return create(rows, asked)
  const key = Object.values(asked.params)[0]
  const row = rows.find(candidate => candidate.id === key || candidate.shortId === key)
  if (!row) throw new Problem('resource.unknown')
  if (verb === 'update') return update(row, asked)
  if (verb === 'suspend' || verb === 'restore') row.status = verb === 'suspend' ? 'suspended' : 'active'
  return row
}

const summaries: Record<string, string[]> = {
  'accounts.list': ['location', 'level', 'activeSessions', 'provenance', 'links', 'roles', 'groups'],
  'profiles.list': ['timeZone', 'attributes', 'accounts'],
  'attempts.list': ['policyVersion', 'failure', 'because', 'claims'],
  'outbox.list': ['data'],
}

function page(rows: Row[], query: Record<string, string>, operation: Operation) {
  const { search, limit, after, event, from, to, entity, actor, ...references } = query
  const text = search?.toLowerCase() ?? ''
  const found = rows.filter(row => {
    if (
      text &&
      !JSON.stringify([row.name, row.login, row.firstName, row.lastName]).toLowerCase().includes(text)
    )
      return false
    if (event && row.event !== event) return false
    return Object.entries(references).every(([name, value]) => (row[name]?.id ?? row[name]) === value)
  })
  const first = Number(after ?? 0)
  const size = Number(limit)
  const items = found.slice(first, first + size).map(row => {
    const shown = { ...row }
    for (const key of summaries[operation.id] ?? []) delete shown[key]
    return shown
  })
  return { items, next: first + size < found.length ? String(first + size) : null }
}

function create(rows: Row[], { body, operation }: Asked) {
  const uid = body.uid ?? uidFromName(body.name ?? 'x')
  if (rows.some(row => row.uid === uid)) {
    throw new Problem('resource.conflict', {
      fields: [{ field: '/uid', message: 'Another one has this uid already.' }],
    })
  }
  const now = new Date().toISOString()
  const find = (list: Row[], id: string) => data.ref(list.find(row => row.id === id))
  const row: Row = {
    id: data.id(),
    status: 'active',
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...body,
    uid,
  }
  if (body.organization) row.organization = find(data.organizations, body.organization)
  if (body.directory) row.directory = find(data.directories, body.directory)
  if (body.userType) row.userType = find(data.userTypes, body.userType)
  if (body.portals) row.portals = body.portals.map((id: string) => find(data.portals, id))
  if (operation.id === 'organizations.create') row.home = false
  if (/^(roles|groups|userTypes)/.test(operation.id)) row.builtIn = false
  if (operation.id === 'portals.create') {
    row.roles = body.roles.map((id: string) => find(data.roles, id))
    row.address = `http://localhost:8080/p/${body.url}`
    delete row.status
  }
  if (operation.id === 'connections.create') {
    const oidc = body.settings.by === 'discovery'
    const like = data.connections[oidc ? 1 : 0] as Row
    Object.assign(row, { ...like, ...row, config: like.config, toCopy: like.toCopy, kind: like.kind })
    row.portal = find(data.portals, body.portal)
    delete row.settings
    delete row.status
  }
  rows.unshift(row)
  return row
}

function update(row: Row, { body, version }: Asked) {
  if (version !== row.version) throw new Problem('edit.stale')
  const { settings, roles, portals, directory, ...rest } = body
  Object.assign(row, rest, { version: row.version + 1, updatedAt: new Date().toISOString() })
  if (roles) row.roles = roles.map((id: string) => data.ref(data.roles.find(one => one.id === id) as Row))
  if (portals)
    row.portals = portals.map((id: string) => data.ref(data.portals.find(one => one.id === id) as Row))
  return row
}

const signIn = () => {
  signedIn = true
  setUpOpen = false
  return { next: 'done', session: ownSession }
}
const secret = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Postern:rosa?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Postern',
}

const specials: Record<string, (asked: Asked) => unknown> = {
  'session.read': () => {
    if (!signedIn) throw new Problem('authentication.required')
    return ownSession
  },
  'setup.read': () => ({ open: setUpOpen }),
  'setup.complete': ({ body }) => {
    if (body.code === 'wrong') throw new Problem('setup.code')
    return { next: 'enrol', challenge: 'mock' }
  },
  'session.signIn': ({ body }) => {
    if (body.password === 'wrong') throw new Problem('authentication.failed')
    return { next: 'second-factor', challenge: 'mock', factors: ['totp', 'passkey'] }
  },
  'session.answerTotp': signIn,
  'session.offerTotp': () => ({ challenge: 'mock', ...secret }),
  'session.enrolTotp': signIn,
  'session.signOut': () => {
    signedIn = false
  },
  'session.readInvitation': () => ({
    email: 'pat.weber@stbrigid.example',
    firstName: 'Pat',
    lastName: 'Weber',
  }),
  'session.acceptInvitation': () => ({ next: 'enrol', challenge: 'mock' }),
  'self.factors': () => ({
    items: [
      {
        id: data.id(),
        kind: 'passkey',
        label: 'Work laptop',
        createdAt: data.ago(60_000),
        lastUsedAt: data.ago(3),
      },
      { id: data.id(), kind: 'totp', label: '', createdAt: data.ago(60_000), lastUsedAt: null },
    ],
  }),
  'self.offerTotp': () => ({ challenge: 'mock', ...secret }),
  'self.sessions': () => ({
    items: [
      {
        id: data.id(),
        current: true,
        device: 'Firefox on Linux',
        createdAt: data.ago(90),
        lastSeenAt: data.ago(0),
        expiresAt: data.ago(-600),
      },
      {
        id: data.id(),
        current: false,
        device: 'Safari on iPhone',
        createdAt: data.ago(900),
        lastSeenAt: data.ago(400),
        expiresAt: data.ago(-60),
      },
    ],
  }),
  'policies.read': ({ params }) => ({
    version: data.connections.find(row => row.id === params.connection)?.policyVersion ?? 1,
    policy: data.policy,
    createdAt: data.ago(2_000),
    createdBy: data.me,
  }),
  'policies.replace': ({ params, body }) => {
    Object.assign(data.policy, body)
    const row = data.connections.find(one => one.id === params.connection)
    if (row) row.policyVersion++
    return { version: row?.policyVersion ?? 1, policy: body, createdAt: data.ago(0), createdBy: data.me }
  },
  'policies.versions': () => ({
    items: [3, 2, 1].map(version => ({
      version,
      policy: { ...data.policy, registration: version > 1 },
      createdAt: data.ago(9_000 / version),
      createdBy: version === 1 ? null : data.me,
    })),
    next: null,
  }),
  'policies.simulate': ({ body }) => simulate(body),
  'connections.check': () => ({
    config: data.connections[0]?.config,
    certificates: [
      {
        subject: 'CN=Sandbox identity provider',
        fingerprint: '3A:9F:20:77:C1:5B:0E:D4:88:1C:6A:F3:90:2E:47:BB',
        validTo: data.ago(-400_000),
        expired: false,
      },
    ],
  }),
  'apiKeys.create': ({ body }) => {
    const key = {
      id: data.id(),
      name: body.name,
      prefix: 'pk_m0ck',
      scopes: body.scopes,
      state: 'active',
      createdBy: { id: data.me.id, name: 'Rosa Lindqvist' },
      createdAt: data.ago(0),
      expiresAt: body.expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    }
    lists.apiKeys?.unshift(key)
    return { key, secret: 'pk_m0ck_9bA7cE2fG4hJ6kL8mN0pQ2rS4tU6vW8x' }
  },
  'administrators.create': ({ body }) => ({
    administrator: {
      ...lists.administrators?.[0],
      ...body,
      id: data.id(),
      status: 'pending',
      factors: [],
    },
    invitation: { link: 'http://localhost:8080/console/invitation#k3J9xT7wQ2', expiresAt: data.ago(-4_000) },
  }),
  'overview.read': () => overview(),
}

function simulate(body: Asked['body']) {
  const missing = body.claims && !('npi' in body.claims.attributes)
  const policyVersion = body.policy ? null : 3
  if (missing) {
    return {
      kind: 'refuse',
      outcome: 'refuse',
      policyVersion,
      person: { account: null, profile: null },
      because: data.refusal,
      changes: [],
    }
  }
  const change = (entity: string, does: string, field: string, label: string, after: string) => ({
    entity,
    does,
    field,
    label,
    before: null,
    after,
  })
  return {
    kind: 'create',
    outcome: 'admit',
    policyVersion,
    person: {
      account: { id: null, login: 'ada.moss@example.org' },
      profile: { id: null, name: 'Ada Moss' },
    },
    because: (data.attempts[0] as Row).because,
    changes: [
      change('profile', 'create', 'name', 'Name', 'Ada Moss'),
      change('profile', 'set', 'npi', 'NPI number', '1000042'),
      change('account', 'create', 'login', 'Login', 'ada.moss@example.org'),
      change('role', 'grant', 'access/physician', 'Access', 'Physician'),
      change('link', 'link', 'subject', 'Subject', 'a1b2c3d4'),
    ],
  }
}

function overview() {
  const empty = state === 'empty'
  const steps = ['organization', 'profileType', 'role', 'portal', 'connection', 'policy', 'signIn']
  const days = Array.from({ length: 14 }, (_, index) => index)
  return {
    demo: true,
    checklist: steps.map((step, index) => ({ step, done: empty ? index === 0 : index < 6 })),
    counts: Object.fromEntries(
      ['organizations', 'portals', 'connections', 'accounts', 'profiles'].map(name => [
        name,
        lists[name]?.length ?? 0,
      ]),
    ),
    signIns: days.map(index => ({
      day: new Date(Date.now() - (13 - index) * 86_400_000).toISOString().slice(0, 10),
      admitted: empty ? 0 : (index * 7 + 3) % 23,
      refused: empty ? 0 : (index * 5) % 6,
    })),
    refusals: empty
      ? []
      : [
          { reason: 'saml.audience', count: 14 },
          { reason: 'match.claim-missing', count: 9 },
          { reason: 'portal.no-role', count: 4 },
          { reason: 'account.suspended', count: 1 },
        ],
  }
}
