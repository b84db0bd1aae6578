import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import type { VerifiedSignIn } from '@postern/contract/claims.ts'
import type { ConnectionId } from '@postern/contract/ids.ts'
import { isRefusal, type Refusal, type RefusalCode } from '@postern/contract/reasons.ts'
import {
  type Bend,
  clientId,
  clientSecret,
  type FakeOp,
  startFakeOp,
} from '../../../testdata/oidc/fake-op.ts'
import { idOf } from '../../../testdata/provisioning.ts'
import { keyRing } from '../../platform/key-ring.ts'
import { oidcProtocol } from './protocol.ts'
import { refusalOf } from './refusals.ts'

const keys = keyRing([randomBytes(32)])
const uid = 'campus_idp'
let op: FakeOp
before(async () => {
  op = await startFakeOp()
})
after(() => op.close())
beforeEach(() => {
  op.bend = {}
  op.discovery = {}
})

const open = (change: { issuer?: string } = {}) =>
  oidcProtocol(
    {
      kind: 'oidc',
      uid,
      connection: idOf<ConnectionId>(3),
      issuer: op.issuer,
      clientId,
      clientSecret,
      scopes: ['openid', 'email'],
      redirectUri: 'https://campus.example.test/sso/campus_idp/callback',
      clockToleranceSeconds: 30,
      ...change,
    },
    { fetch, allowsHttp: () => true },
    keys,
  )

/** Goes through a sign-in; `query` changes what comes back to the callback, null takes a member away. */
async function signIn(
  bend: Bend = {},
  query: Record<string, string | null> = {},
): Promise<VerifiedSignIn | Refusal> {
  const protocol = await open()
  const asked = new URL(
    protocol.begin(`${keys.current}.${randomBytes(16).toString('base64url')}`, new Date()),
  )
  op.nonce = asked.searchParams.get('nonce') ?? ''
  op.bend = bend
  const state = asked.searchParams.get('state') ?? ''
  const given = Object.entries({ code: 'code-1', state, iss: op.issuer, ...query })
  const answer = new URLSearchParams(given.filter((entry): entry is [string, string] => entry[1] !== null))
  return protocol.verify({ by: 'oidc-callback', query: answer.toString(), state }, new Date())
}

async function accepted(bend?: Bend, query?: Record<string, string | null>): Promise<VerifiedSignIn> {
  const verified = await signIn(bend, query)
  assert.ok(!isRefusal(verified), JSON.stringify(verified))
  return verified
}

const seconds = (offset: number) => Math.floor(Date.now() / 1_000) + offset
const other = 'https://other.example'

const spoilt: readonly [RefusalCode, string, () => Bend, Record<string, string | null>?][] = [
  ['oidc.state', 'another state', () => ({}), { state: 'other' }],
  ['oidc.state', 'no state', () => ({}), { state: null }],
  ['oidc.issuer', 'another issuer in the response', () => ({}), { iss: other }],
  ['oidc.issuer', 'no issuer in the response of a provider that sends it', () => ({}), { iss: null }],
  ['oidc.provider-error', 'an error response', () => ({}), { code: null, error: 'access_denied' }],
  ['oidc.exchange', 'no code', () => ({}), { code: null }],
  ['oidc.nonce', 'another nonce', () => ({ idToken: { nonce: 'other' } })],
  ['oidc.nonce', 'no nonce', () => ({ idToken: { nonce: undefined } })],
  ['oidc.issuer', 'another issuer in the token', () => ({ idToken: { iss: other } })],
  ['oidc.issuer', 'no issuer in the token', () => ({ idToken: { iss: undefined } })],
  ['oidc.audience', 'another audience', () => ({ idToken: { aud: 'other' } })],
  ['oidc.audience', 'no audience', () => ({ idToken: { aud: undefined } })],
  ['oidc.audience', 'several audiences without azp', () => ({ idToken: { aud: [clientId, 'other'] } })],
  [
    'oidc.audience',
    'several audiences and another azp',
    () => ({ idToken: { aud: [clientId, 'other'], azp: 'other' } }),
  ],
  ['oidc.audience', 'one audience and another azp', () => ({ idToken: { azp: 'other' } })],
  ['oidc.expired', 'a token that ended', () => ({ idToken: { exp: seconds(-31) } })],
  ['oidc.expired', 'a token without end', () => ({ idToken: { exp: undefined } })],
  ['oidc.expired', 'a token that is not valid yet', () => ({ idToken: { nbf: seconds(60) } })],
  ['oidc.signature', 'another key under the same name', () => ({ signed: 'other-key' })],
  ['oidc.signature', 'a key nobody published', () => ({ signed: 'unknown-key' })],
  ['oidc.signature', 'claims changed under a signature', () => ({ signed: 'spoilt' })],
  ['oidc.signature', 'no signature (alg none)', () => ({ signed: 'none' })],
  ['oidc.signature', 'the client secret as key', () => ({ signed: 'with-secret' })],
  ['oidc.exchange', 'no subject', () => ({ idToken: { sub: undefined } })],
  ['oidc.exchange', 'an empty subject', () => ({ idToken: { sub: '' } })],
  ['oidc.exchange', 'a subject of white space', () => ({ idToken: { sub: ' ' }, userInfo: { sub: ' ' } })],
  [
    'oidc.exchange',
    'a subject that no database can hold',
    () => ({ idToken: { sub: 'a\0b' }, userInfo: { sub: 'a\0b' } }),
  ],
  [
    'oidc.exchange',
    'a subject without end',
    () => ({ idToken: { sub: 'a'.repeat(1_001) }, userInfo: { sub: 'a'.repeat(1_001) } }),
  ],
  ['oidc.exchange', 'a refused code', () => ({ token: [400, { error: 'invalid_grant' }] })],
  ['oidc.exchange', 'a refused client', () => ({ token: [401, { error: 'invalid_client' }] })],
  ['oidc.exchange', 'a broken token endpoint', () => ({ token: [500, 'oh no'] })],
  [
    'oidc.exchange',
    'tokens without an id token',
    () => ({ token: [200, { access_token: 'a', token_type: 'Bearer' }] }),
  ],
  [
    'oidc.signature',
    'an id token that is no token',
    () => ({ token: [200, { access_token: 'a', token_type: 'Bearer', id_token: 'x.y.z' }] }),
  ],
  ['oidc.exchange', 'user info of somebody else', () => ({ userInfo: { sub: 'person-2' } })],
  ['oidc.exchange', 'user info of nobody', () => ({ userInfo: { sub: undefined } })],
  ['oidc.exchange', 'refused user info', () => ({ userInfoAnswer: [401, {}] })],
]

for (const [code, what, bend, query] of spoilt) {
  test(`${code}: ${what}`, async () => {
    const refusal = await signIn(bend(), query)
    assert.ok(isRefusal(refusal), `accepted: ${JSON.stringify(refusal)}`)
    assert.equal(refusal.refused, code, JSON.stringify(refusal))
    assert.ok(refusal.step, 'an administrator is told where')
    await accepted()
  })
}

test('what is read: the subject, an address only when verified, claims by name, the flow', async () => {
  const { claims, flowToken, assertion } = await accepted({
    idToken: { groups: ['a', 'b'], level: 3, address: { locality: 'Bern' }, department: 'Cardiology' },
    userInfo: { department: 'Nursing', title: 'Dr' },
  })
  assert.equal(claims.subject, 'person-1')
  assert.equal(claims.issuer, op.issuer)
  assert.deepEqual(claims.email, { value: 'ann@campus.example', verified: true })
  const { groups, level, title, department, nonce } = claims.attributes
  assert.deepEqual(
    { groups, level, title, department, nonce },
    {
      groups: ['a', 'b'],
      level: ['3'],
      title: ['Dr'],
      department: ['Cardiology'],
      nonce: undefined,
    },
  )
  assert.deepEqual(claims.attributes['address.locality'], ['Bern'])
  assert.match(flowToken ?? '', new RegExp(`^${keys.current}\\.`))
  assert.equal(assertion.id.length, 43)
  for (const email_verified of ['true', 1, false, undefined]) {
    const { claims } = await accepted({ idToken: { email_verified } })
    assert.equal(claims.email?.verified, false, String(email_verified))
  }
})

test('what a provider says is never taken for a refusal of ours', async () => {
  const { claims } = await accepted({ userInfo: { refused: 'oidc.signature' } })
  assert.deepEqual(claims.attributes.refused, ['oidc.signature'])
})

test('texts that no database can hold are left out', async () => {
  const { claims } = await accepted({ idToken: { bad: ['a\0b', '\ud800', 'fine'], worse: 'a\0' } })
  assert.deepEqual(claims.attributes.bad, ['fine'])
  assert.equal('worse' in claims.attributes, false)
})

test('accepted: a clock within the tolerance, and our azp beside other audiences', async () => {
  await accepted({ idToken: { exp: seconds(-20) } })
  await accepted({ idToken: { aud: [clientId, 'other'], azp: clientId } })
})

test('the code is exchanged with the verifier of its own flow', async () => {
  await accepted()
  const first = op.exchanged.get('code_verifier')
  await accepted()
  assert.match(first ?? '', /^[\w-]{43}$/)
  assert.notEqual(first, op.exchanged.get('code_verifier'))
  assert.equal(op.exchanged.get('redirect_uri'), 'https://campus.example.test/sso/campus_idp/callback')
})

test('oidc.state: a callback under a state that is not ours, or by the wrong binding', async () => {
  const protocol = await open()
  const foreign = await protocol.verify({ by: 'oidc-callback', query: 'code=1', state: 'zz.zz' }, new Date())
  assert.ok(isRefusal(foreign) && foreign.refused === 'oidc.state')
  const post = await protocol.verify({ by: 'saml-post', samlResponse: '' }, new Date())
  assert.ok(isRefusal(post) && post.refused === 'oidc.state')
})

test('oidc.unreachable: keys or the provider out of reach', async () => {
  const opened = await open({ issuer: 'http://127.0.0.1:9' }).catch(refusalOf)
  assert.ok(isRefusal(opened))
  assert.equal(opened.refused, 'oidc.unreachable')
})

test('oidc.issuer: a discovery document that names another issuer', async () => {
  op.discovery = { issuer: other }
  const opened = await open().catch(refusalOf)
  assert.ok(isRefusal(opened))
  assert.equal(opened.refused, 'oidc.issuer', JSON.stringify(opened))
})

test('a provider that publishes no keys is refused', async () => {
  op.discovery = { jwks_uri: undefined }
  const verified = await signIn().catch(refusalOf)
  assert.ok(isRefusal(verified), JSON.stringify(verified))
  assert.equal(verified.refused, 'oidc.signature')
})
