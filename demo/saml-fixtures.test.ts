import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { builtInPeople } from './people.ts'
import { makeSamlResponse, type SamlOverrides } from './saml-fixtures.ts'
import { makeSigningKey, type SigningKey } from './signing-key.ts'

const issuer = 'http://idp.example/saml/metadata'
const spEntityId = 'http://portal.example/sso/c2/metadata'
const acsUrl = 'http://portal.example/sso/c2/acs'
const [person] = builtInPeople
let key: SigningKey
let otherKey: SigningKey

before(async () => {
  ;[key, otherKey] = await Promise.all([makeSigningKey(), makeSigningKey('Somebody else')])
})

async function verify(overrides: SamlOverrides, given: Partial<ConstructorParameters<typeof SAML>[0]> = {}) {
  assert.ok(person)
  const SAMLResponse = await makeSamlResponse(issuer, key, { spEntityId, acsUrl, person, overrides })
  const sp = new SAML({
    issuer: spEntityId,
    callbackUrl: acsUrl,
    idpCert: key.certificatePem,
    idpIssuer: issuer,
    audience: spEntityId,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: true,
    validateInResponseTo: ValidateInResponseTo.never,
    ...given,
  })
  const { profile } = await sp.validatePostResponseAsync({ SAMLResponse })
  return { profile, xml: Buffer.from(SAMLResponse, 'base64').toString() }
}

test('the accepted twin of every spoilt response is accepted', async () => {
  const { profile, xml } = await verify({})
  assert.equal(profile?.nameID, person?.id)
  assert.equal('inResponseTo' in (profile ?? {}), false)
  assert.equal(xml.match(/<Signature /g)?.length, 1)
  assert.match(xml, /xmldsig-more#rsa-sha256/)
})

test('each way of signing is accepted by whoever wants that way', async () => {
  const both = await verify({ sign: 'both' }, { wantAuthnResponseSigned: true })
  assert.equal(both.xml.match(/<Signature /g)?.length, 2)
  const response = { wantAuthnResponseSigned: true, wantAssertionsSigned: false }
  assert.equal((await verify({ sign: 'response' }, response)).profile?.nameID, person?.id)
})

test('attributes can be left out, replaced and added', async () => {
  const { profile } = await verify({ without: ['email'], attributes: { department: ['A', 'B'], level: 'x' } })
  assert.equal('email' in (profile ?? {}), false)
  assert.deepEqual([profile?.department, profile?.level, profile?.npi], [['A', 'B'], 'x', person?.npi])
})

test('each spoilt response is refused for its own reason', async () => {
  const cases: Array<[SamlOverrides, RegExp]> = [
    [{ sign: 'none' }, /signature/i],
    [{ sign: 'response' }, /signature/i],
    [{ key: otherKey }, /signature/i],
    [{ audience: 'urn:somebody-else' }, /audience mismatch/],
    [{ lifetimeInSeconds: -60 }, /expired/],
  ]
  for (const [overrides, reason] of cases)
    await assert.rejects(verify(overrides), reason, JSON.stringify(overrides))
})

test('what node-saml does not compare says what was asked for', async () => {
  const wrong = 'http://evil.example/?a&b'
  const { xml } = await verify({ recipient: wrong, destination: wrong, issuer: wrong })
  const written = 'http://evil\\.example/\\?a&amp;b'
  assert.match(xml, new RegExp(` Recipient="${written}"`))
  assert.match(xml, new RegExp(` Destination="${written}"`))
  assert.equal(xml.match(new RegExp(`Issuer[^>]*>${written}<`, 'g'))?.length, 2)
})
