import { Problem } from '@postern/contract/problems.ts'
import { type Asked, data, door, lists, ownSession, type Row, state } from './mock-state.ts'

const signIn = () => {
  door.signedIn = true
  door.setUpOpen = false
  return { next: 'done', session: ownSession }
}
const secret = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Postern:rosa?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Postern',
}

export const specials: Record<string, (asked: Asked) => unknown> = {
  'session.read': () => {
    if (!door.signedIn) throw new Problem('authentication.required')
    return ownSession
  },
  'setup.read': () => ({ open: door.setUpOpen }),
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
    door.signedIn = false
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
