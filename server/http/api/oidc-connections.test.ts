import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { administrator, host } from '../../../testdata/api.ts'
import '../../../testdata/database.ts' // runs on both engines
import { furnish } from '../../../testdata/furnished.ts'
import { play, silent } from '../../../testdata/scenario.ts'
import { useStage } from '../../../testdata/stage.ts'

/** The issuer of the connection that is furnished. */
const furnished = 'https://idp.example.test'
const checkDiscovery = async (url: string) =>
  url.includes('10.0.0.1')
    ? { fault: 'The address 10.0.0.1 is not public.' }
    : { issuer: url.startsWith(furnished) ? furnished : 'https://login.example.test/v2' }

const stage = useStage(
  async ({ api, tenant }) => {
    const own = await furnish(api.services, tenant, 'Mercy')
    const other = await furnish(api.services, tenant, 'Other')
    api.principals.set('limited', administrator('administrator', [own.organization]))
    return { ...own, otherPortal: other.portal }
  },
  { checkDiscovery },
)

const create = 'POST /connections'
const created = { 'connection.created': 1 }
const body = (settings: object, more: object = {}) => ({ name: 'Okta', portal: '$portal', settings, ...more })
const discovery = {
  by: 'discovery',
  discoveryUrl: 'https://login.example.test/.well-known/openid-configuration',
  clientId: 'postern',
  clientSecret: 'very-secret',
}

describe('OpenID Connect', () => {
  play(stage, [
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
      body: {
        settings: { ...discovery, discoveryUrl: furnished, clientSecret: undefined, clientId: 'renamed' },
      },
      status: 200,
      answers: { config: { clientId: 'renamed' }, hasSecret: true, version: 2 },
      events: { 'connection.updated': 1 },
    },
    {
      name: 'the stored secret is not sent to an issuer it was not entered for',
      request: 'PATCH /connections/$connection',
      headers: { 'if-match': '"2"' },
      body: { settings: { ...discovery, clientSecret: undefined } },
      status: 422,
      answers: { fields: [{ field: '/settings/clientSecret', message: 'Enter the client secret.' }] },
      events: silent,
    },
    {
      name: 'it never becomes SAML',
      request: 'PATCH /connections/$connection',
      headers: { 'if-match': '"2"' },
      body: { settings: { by: 'hand', entityId: 'x', ssoUrl: 'https://idp.test', certificates: ['x'] } },
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
  ])

  test('the secret is sealed for its connection and never told', async () => {
    const [row] = await stage().db.owner<{ secrets: string }>(
      'select secrets from connections where id = $1',
      [stage().ids.connection],
    )
    const context = `${stage().tenant}/connection/${stage().ids.connection}`
    const sealed = row?.secrets ?? ''
    assert.ok(!sealed.includes('hush'))
    assert.deepEqual(JSON.parse(stage().api.services.keys.open(sealed, context)), { clientSecret: 'hush' })
    const everything = await stage().db.owner<{ text: string }>(
      `select coalesce(string_agg(detail::text, ''), '') as text from audit_events`,
    )
    assert.ok(!/hush|very-secret/.test(everything[0]?.text ?? ''))
  })
})
