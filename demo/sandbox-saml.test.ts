import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { type Sandbox, startSandbox } from './sandbox.ts'
import { readForm, testBrowser, type Visit } from './test-browser.ts'

const entityId = 'http://portal.example/sso/c2/metadata'
const acsUrl = 'http://portal.example/sso/c2/acs'
let sandbox: Sandbox

before(async () => {
  sandbox = await startSandbox({ port: 0, samlServiceProviders: [{ entityId, acsUrl }], oidcClients: [] })
})
after(() => sandbox.close())

function serviceProvider(given: Partial<ConstructorParameters<typeof SAML>[0]> = {}) {
  return new SAML({
    entryPoint: sandbox.samlSsoUrl,
    issuer: entityId,
    callbackUrl: acsUrl,
    idpCert: /<X509Certificate>(.*?)</.exec(sandbox.samlMetadataXml)?.[1] ?? '',
    idpIssuer: sandbox.samlEntityId,
    audience: entityId,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.always,
    ...given,
  })
}

/** What the hand-over page would post to the portal. */
function handedOver(visit: Visit): Record<string, string> {
  assert.equal(visit.status, 200)
  const { action, fields } = readForm(visit)
  assert.equal(action, acsUrl)
  return fields
}

const personNamed = (familyName: string) => {
  const person = sandbox.people.find(each => each.familyName === familyName)
  assert.ok(person)
  return person
}

test('a chosen person arrives by the redirect binding, with the relay state untouched', async () => {
  const sp = serviceProvider()
  const browser = testBrowser(sandbox.origin)
  const relayState = '/p/physicians?next="<&>\''
  const asked = await browser.open(await sp.getAuthorizeUrlAsync(relayState, undefined, {}))
  const fields = handedOver(await browser.submit(asked, { person: personNamed('Fernández-Ruiz').id }))
  assert.equal(fields.RelayState, relayState)
  const { profile } = await sp.validatePostResponseAsync({ SAMLResponse: fields.SAMLResponse ?? '' })
  assert.equal(profile?.nameID, personNamed('Fernández-Ruiz').id)
  assert.equal(profile?.nameIDFormat, 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent')
  assert.equal(profile?.issuer, sandbox.samlEntityId)
  const { email, firstName, lastName, npi, department } = profile ?? {}
  assert.deepEqual(
    { email, firstName, lastName, npi, department },
    {
      email: 'lucia.fernandez@mercy.example',
      firstName: 'Lucía',
      lastName: 'Fernández-Ruiz',
      npi: '1457392086',
      department: 'Paediatrics',
    },
  )
})

test('a person typed in arrives by the post binding, every character as typed', async () => {
  const sp = serviceProvider({ authnRequestBinding: 'HTTP-POST' })
  const browser = testBrowser(sandbox.origin)
  const { SAMLRequest } = await sp.getAuthorizeMessageAsync('', undefined, {})
  const asked: Visit = {
    url: sandbox.samlSsoUrl,
    status: 200,
    headers: new Headers(),
    body: `<form action="${sandbox.samlSsoUrl}"></form>`,
  }
  const choosing = await browser.submit(asked, { SAMLRequest: String(SAMLRequest) })
  const typed = { givenName: '<b>&"Zo\'ë"</b>', familyName: 'New ]]> Person', email: 'zoe@example.org' }
  const fields = handedOver(await browser.submit(choosing, { newcomer: 'yes', ...typed }))
  assert.equal('RelayState' in fields, false)
  const { profile } = await sp.validatePostResponseAsync({ SAMLResponse: fields.SAMLResponse ?? '' })
  assert.match(profile?.nameID ?? '', /^sbx-new-[0-9a-f]{16}$/)
  assert.equal(profile?.firstName, typed.givenName)
  assert.equal(profile?.lastName, typed.familyName)
})

test('what a person does not have is not in the assertion', async () => {
  const person = personNamed('Sørensen')
  const SAMLResponse = await sandbox.samlResponse({ spEntityId: entityId, acsUrl, person })
  const sp = serviceProvider({ validateInResponseTo: ValidateInResponseTo.never })
  const { profile } = await sp.validatePostResponseAsync({ SAMLResponse })
  assert.equal(profile?.lastName, 'Sørensen')
  assert.equal('npi' in (profile ?? {}), false)
})

test('going back without signing in is an AuthnFailed response', async () => {
  const sp = serviceProvider()
  const browser = testBrowser(sandbox.origin)
  const asked = await browser.open(await sp.getAuthorizeUrlAsync('', undefined, {}))
  const fields = handedOver(await browser.submit(asked, { cancel: 'yes' }))
  const xml = Buffer.from(fields.SAMLResponse ?? '', 'base64').toString()
  assert.match(xml, /status:AuthnFailed/)
  await assert.rejects(
    sp.validatePostResponseAsync({ SAMLResponse: fields.SAMLResponse ?? '' }),
    /AuthnFailed/,
  )
})

test('requests it cannot answer are refused with what is wrong, escaped', async () => {
  const browser = testBrowser(sandbox.origin)
  const asking = (given: object) => serviceProvider(given).getAuthorizeUrlAsync('', undefined, {})
  const cases: Array<[string, string, RegExp]> = [
    ['unknown service provider', await asking({ issuer: '<script>x' }), /entity id &lt;script&gt;x/],
    [
      'another ACS',
      await asking({ callbackUrl: 'http://evil.example/acs' }),
      /goes to http:\/\/portal\.example/,
    ],
    ['no request', sandbox.samlSsoUrl, /no SAMLRequest/],
    ['not deflated', `${sandbox.samlSsoUrl}?SAMLRequest=AAAA`, /cannot be read/],
    ['not XML', `${sandbox.samlSsoUrl}?SAMLRequest=${btoa('<')}`, /cannot be read/],
    ['no id', `${sandbox.samlSsoUrl}?SAMLRequest=${btoa('<AuthnRequest/>')}`, /cannot be read/],
  ]
  for (const [name, url, wrong] of cases) {
    const refused = await browser.open(url)
    assert.equal(refused.status, 400, name)
    assert.match(refused.body, wrong, name)
  }
  assert.equal((await browser.open(`${sandbox.origin}/nothing`)).status, 404)
})

test('a service provider can be allowed later, be looked up, and ask for both signatures', async () => {
  const late = { entityId: 'urn:late', acsUrl }
  const ask = (sp: SAML) => sp.getAuthorizeUrlAsync('', undefined, {})
  const sp = serviceProvider({ issuer: 'urn:late', audience: 'urn:late', wantAuthnResponseSigned: true })
  const browser = testBrowser(sandbox.origin)
  assert.equal((await browser.open(await ask(sp))).status, 400)
  sandbox.allowSamlSp({ ...late, sign: 'both' })
  const asked = await browser.open(await ask(sp))
  const fields = handedOver(await browser.submit(asked, { person: personNamed('Okafor').id }))
  const { profile } = await sp.validatePostResponseAsync({ SAMLResponse: fields.SAMLResponse ?? '' })
  assert.equal(profile?.npi, '1093817465')

  const find = (id: string) => (id === 'urn:late' ? { acsUrl } : undefined)
  const looking = await startSandbox({ port: 0, samlServiceProviders: find, oidcClients: [] })
  try {
    const url = await ask(serviceProvider({ issuer: 'urn:late', entryPoint: looking.samlSsoUrl }))
    assert.equal((await testBrowser(looking.origin).open(url)).status, 200)
  } finally {
    await looking.close()
  }
})
