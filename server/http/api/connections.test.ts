import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { samlMetadata } from '../../../demo/saml-metadata.ts'
import { makeSigningKey } from '../../../demo/signing-key.ts'
import { administrator, apiKey, host, testApi } from '../../../testdata/api.ts'
import { addTenant, testDatabase } from '../../../testdata/database.ts'
import { furnish } from '../../../testdata/furnished.ts'
import { play, type Stage, silent } from '../../../testdata/scenario.ts'
import { readMetadata } from '../../verify/saml/metadata.ts'

let stage: Stage
let certificate: string

before(async () => {
  const db = await testDatabase()
  const tenant = await addTenant(db, 'connections', host)
  const checkDiscovery = async (url: string) =>
    url.includes('10.0.0.1')
      ? { fault: 'The address 10.0.0.1 is not public.' }
      : { issuer: 'https://login.example.test/v2' }
  const api = await testApi(db, { readMetadata, checkDiscovery })
  const own = await furnish(api.services, tenant, 'Mercy')
  const other = await furnish(api.services, tenant, 'Other')
  api.principals.set('owner', administrator('owner', null, own.account))
  api.principals.set('limited', administrator('administrator', [own.organization]))
  api.principals.set('key', apiKey('configuration:write', 'configuration:read'))
  const { certificatePem } = await makeSigningKey()
  certificate = certificatePem.replace(/-----[^-]+-----|\s/g, '')
  const metadata = samlMetadata('https://idp.test/saml', 'https://idp.test/sso', certificatePem)
  const unsigned = metadata.replace(/<KeyDescriptor[\s\S]*<\/KeyDescriptor>/, '')
  const asJson = (text: string) => JSON.stringify(text).slice(1, -1)
  stage = {
    db,
    api,
    tenant,
    ids: {
      ...own,
      otherPortal: other.portal,
      metadata: asJson(metadata),
      unsigned: asJson(unsigned),
      pem: asJson(certificatePem),
      certificate,
    },
  }
})
after(async () => {
  await stage.api.app.close()
  await stage.db.close()
})

const create = 'POST /connections'
const created = { 'connection.created': 1 }
const body = (settings: object, more: object = {}) => ({ name: 'Okta', portal: '$portal', settings, ...more })
const discovery = {
  by: 'discovery',
  discoveryUrl: 'https://login.example.test/.well-known/openid-configuration',
  clientId: 'postern',
  clientSecret: 'very-secret',
}
const hand = {
  by: 'hand',
  entityId: 'https://idp.test/saml',
  ssoUrl: 'https://idp.test/sso',
  certificates: ['$pem'],
}

describe('SAML', () => {
  play(
    () => stage,
    [
      {
        name: 'by metadata, with the values to copy back',
        request: create,
        body: body({ by: 'metadata', metadata: '$metadata' }, { uid: 'okta_saml' }),
        status: 201,
        answers: {
          kind: 'saml',
          config: {
            kind: 'saml',
            entityId: 'https://idp.test/saml',
            ssoUrl: 'https://idp.test/sso',
            certificates: ['$certificate'],
            wantResponseSigned: false,
            signRequests: false,
            clockToleranceSeconds: 120,
          },
          hasSecret: false,
          policyVersion: 1,
          toCopy: {
            kind: 'saml',
            acsUrl: `http://${host}/sso/okta_saml/acs`,
            entityId: `http://${host}/sso/okta_saml/metadata`,
          },
        },
        events: created,
      },
      {
        name: 'by hand, with the certificate in PEM',
        request: create,
        body: body({ ...hand, wantResponseSigned: true }),
        status: 201,
        answers: { config: { certificates: ['$certificate'], wantResponseSigned: true } },
        events: created,
      },
      {
        name: 'without a certificate is refused',
        request: create,
        body: body({ ...hand, certificates: [] }),
        status: 422,
        answers: { fields: [{ field: '/settings/certificates' }] },
        events: silent,
      },
      {
        name: 'with a certificate that is none is refused',
        request: create,
        body: body({ ...hand, certificates: ['bm90IGEgY2VydGlmaWNhdGU='] }),
        status: 422,
        answers: { fields: [{ field: '/settings/certificates/0', message: 'This is not a certificate.' }] },
        events: silent,
      },
      {
        name: 'metadata that is not XML is refused',
        request: create,
        body: body({ by: 'metadata', metadata: 'hello' }),
        status: 422,
        answers: { code: 'metadata.invalid', fields: [{ field: '/settings/metadata' }] },
        events: silent,
      },
      {
        name: 'metadata without a certificate is refused',
        request: create,
        body: body({ by: 'metadata', metadata: '$unsigned' }),
        status: 422,
        answers: { code: 'metadata.invalid', detail: 'There is no usable signing certificate.' },
        events: silent,
      },
      {
        name: 'metadata that declares entities is refused',
        request: create,
        body: body({
          by: 'metadata',
          metadata: '<!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        }),
        status: 422,
        answers: { code: 'metadata.invalid' },
        events: silent,
      },
      {
        name: 'metadata of 20 MB is too large',
        request: create,
        body: body({ by: 'metadata', metadata: 'x'.repeat(20_000_000) }),
        status: 413,
        answers: { code: 'request.too-large' },
        events: silent,
      },
    ],
  )
})

describe('OpenID Connect', () => {
  play(
    () => stage,
    [
      {
        name: 'by discovery',
        request: create,
        body: body(discovery, { uid: 'entra', trustedDomains: ['Example.TEST'] }),
        status: 201,
        answers: {
          kind: 'oidc',
          config: { issuer: 'https://login.example.test/v2', scopes: ['openid', 'email', 'profile'] },
          hasSecret: true,
          trustedDomains: ['example.test'],
          toCopy: { kind: 'oidc', redirectUri: `http://${host}/sso/entra/callback` },
        },
        events: created,
      },
      {
        name: 'a private address is not fetched',
        request: create,
        body: body({ ...discovery, discoveryUrl: 'http://10.0.0.1/' }),
        status: 422,
        answers: {
          code: 'discovery.failed',
          fields: [{ field: '/settings/discoveryUrl', message: 'The address 10.0.0.1 is not public.' }],
        },
        events: silent,
      },
      {
        name: 'a new connection needs its secret',
        request: create,
        body: body({ ...discovery, clientSecret: undefined }),
        status: 422,
        answers: { fields: [{ field: '/settings/clientSecret' }] },
        events: silent,
      },
      {
        name: 'checking stores nothing',
        request: 'POST /connections/check',
        body: { settings: { ...discovery, clientSecret: undefined } },
        status: 200,
        answers: { config: { issuer: 'https://login.example.test/v2' }, certificates: [] },
        events: silent,
      },
      {
        name: 'an edit keeps the secret it does not name',
        request: 'PATCH /connections/$connection',
        headers: { 'if-match': '"1"' },
        body: { settings: { ...discovery, clientSecret: undefined, clientId: 'renamed' } },
        status: 200,
        answers: { config: { clientId: 'renamed' }, hasSecret: true, version: 2 },
        events: { 'connection.updated': 1 },
      },
      {
        name: 'it never becomes SAML',
        request: 'PATCH /connections/$connection',
        headers: { 'if-match': '"2"' },
        body: { settings: hand },
        status: 422,
        answers: { fields: [{ field: '/settings/by' }] },
        events: silent,
      },
      {
        name: 'a limited administrator adds none to the portal of others',
        as: 'limited',
        request: create,
        body: body(discovery, { portal: '$otherPortal' }),
        status: 403,
        events: silent,
      },
    ],
  )

  test('the secret is sealed for its connection and never told', async () => {
    const [row] = await stage.db.owner<{ secrets: string }>('select secrets from connections where id = $1', [
      stage.ids.connection,
    ])
    const context = `${stage.tenant}/connection/${stage.ids.connection}`
    const sealed = row?.secrets ?? ''
    assert.ok(!sealed.includes('hush'))
    assert.deepEqual(JSON.parse(stage.api.services.keys.open(sealed, context)), { clientSecret: 'hush' })
    const everything = await stage.db.owner<{ text: string }>(
      `select coalesce(string_agg(detail::text, ''), '') as text from audit_events`,
    )
    assert.ok(!/hush|very-secret/.test(everything[0]?.text ?? ''))
  })
})

describe('policies', () => {
  const replace = 'PUT /connections/$connection/policy'
  const policy = {
    registration: true,
    profileCreation: true,
    profileType: 'mercy',
    match: { attribute: 'mercy', claim: 'npi' },
    properties: [],
    attributes: [],
    defaults: { role: { userType: 'mercy', role: 'mercy' }, location: 'Mercy' },
  }
  play(
    () => stage,
    [
      {
        name: 'begin with letting existing people in and making nobody',
        request: 'GET /connections/$connection/policy',
        status: 200,
        answers: { version: 1, policy: { registration: false, match: null } },
        events: silent,
      },
      {
        name: 'are replaced by a new version',
        request: replace,
        headers: { 'if-match': '"1"' },
        body: policy,
        status: 200,
        answers: { version: 2, policy, createdBy: { id: '$account' } },
        events: { 'policy.updated': 1 },
      },
      {
        name: 'are not replaced unseen',
        request: replace,
        headers: { 'if-match': '"1"' },
        body: policy,
        status: 412,
        answers: { code: 'edit.stale' },
        events: silent,
      },
      {
        name: 'name what exists',
        request: replace,
        headers: { 'if-match': '"2"' },
        body: {
          ...policy,
          profileType: 'nothing',
          match: { attribute: 'nothing', claim: 'npi' },
          attributes: [{ attribute: 'nothing', claim: 'x' }],
          defaults: { role: { userType: 'mercy', role: 'nothing' }, location: 'Nowhere' },
        },
        status: 422,
        answers: {
          fields: [
            { field: '/profileType' },
            { field: '/attributes/0/attribute' },
            { field: '/match/attribute' },
            { field: '/defaults/role' },
            { field: '/defaults/location' },
          ],
        },
        events: silent,
      },
      {
        name: 'are complete in themselves',
        request: replace,
        headers: { 'if-match': '"2"' },
        body: { ...policy, match: null },
        status: 422,
        answers: { fields: [{ field: '/match' }] },
        events: silent,
      },
      {
        name: 'keep every version',
        request: 'GET /connections/$connection/policy/versions?limit=1',
        status: 200,
        answers: { items: [{ version: 2 }], next: '2' },
        events: silent,
      },
      {
        name: 'down to the first',
        request: 'GET /connections/$connection/policy/versions?after=2',
        status: 200,
        answers: { items: [{ version: 1 }], next: null },
        events: silent,
      },
      {
        name: 'are shown with the connection',
        request: 'GET /connections/$connection',
        status: 200,
        answers: { policyVersion: 2, version: 2 },
        events: silent,
      },
      {
        name: 'are tried without writing',
        request: 'POST /connections/$connection/simulate',
        body: { claims: { subject: 'new', attributes: { npi: ['9'] } } },
        status: 200,
        answers: { policyVersion: 2, outcome: 'admit', kind: 'create' },
        events: silent,
      },
      {
        name: 'are tried as a draft too',
        request: 'POST /connections/$connection/simulate',
        body: { claims: { subject: 'new' }, policy: { ...policy, registration: false, match: null } },
        status: 200,
        answers: { policyVersion: null, outcome: 'refuse', because: [{ code: 'registration.off' }] },
        events: silent,
      },
      {
        name: 'are tried on claims or on an attempt, not on both',
        request: 'POST /connections/$connection/simulate',
        body: { claims: { subject: 'new' }, attempt: '$attempt' },
        status: 422,
        answers: { fields: [{ field: '/claims' }] },
        events: silent,
      },
    ],
  )

  test('of two replacements at once one goes through', async () => {
    const send = () =>
      stage.api.app.inject({
        method: 'PUT',
        url: `/api/v1/connections/${stage.ids.connection}/policy`,
        headers: { host, 'x-test-principal': 'key', 'if-match': '"2"' },
        payload: policy,
      })
    const answers = await Promise.all([send(), send()])
    assert.deepEqual(answers.map(answer => answer.statusCode).sort(), [200, 412])
  })
})
