import assert from 'node:assert/strict'
import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { before, test } from 'node:test'
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { builtInPeople } from '@postern/demo/people.ts'
import { makeSamlResponse } from '@postern/demo/saml-fixtures.ts'
import type { Signing } from '../../../testdata/saml/forge.ts'
import { products } from '../../../testdata/saml/products.ts'
import {
  acs,
  attributesXml,
  attributeXml,
  certificateBody,
  idp as entityId,
  expecting,
  type IdentityProvider,
  identityProvider,
  nameIdXml,
  responseId,
  responseXml,
  sp,
} from '../../../testdata/saml/response.ts'
import { accepted, claimsOf } from '../../../testdata/saml/verifying.ts'

let idp: IdentityProvider
before(async () => {
  idp = await identityProvider()
})

/** What node-saml, an independent implementation, reads from the same document. */
async function oracle(xml: string, signs: 'assertion' | 'response' | 'both') {
  const saml = new SAML({
    issuer: sp,
    callbackUrl: acs,
    idpCert: idp.key.certificatePem,
    idpIssuer: entityId,
    audience: sp,
    wantAuthnResponseSigned: signs !== 'assertion',
    wantAssertionsSigned: signs !== 'response',
    validateInResponseTo: ValidateInResponseTo.never,
    // its clock cannot be set; ours is fixed, so times are checked by our tests alone
    acceptedClockSkewMs: -1,
  })
  const { profile } = await saml.validatePostResponseAsync({
    SAMLResponse: Buffer.from(xml).toString('base64'),
  })
  assert.ok(profile)
  const attributes = (profile.attributes ?? {}) as Record<string, unknown>
  const lists = Object.entries(attributes).map(([name, value]) => [name, [value].flat()])
  return { subject: profile.nameID, attributes: Object.fromEntries(lists) }
}

async function agrees(xml: string, signs: 'assertion' | 'response' | 'both' = 'assertion') {
  const { subject, attributes } = claimsOf(accepted(xml, idp.expected))
  assert.deepEqual({ subject, attributes }, await oracle(xml, signs))
}

const keyInfo = () =>
  `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificateBody(idp.key)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`

const shapes: readonly [string, 'assertion' | 'response' | 'both', () => string][] = [
  ['a signed assertion', 'assertion', () => idp.respond()],
  ['a signed response', 'response', () => idp.sign(responseXml(), responseId)],
  ['both signed', 'both', () => idp.sign(idp.respond(), responseId)],
  ['the key described in the signature', 'assertion', () => idp.respond({}, { keyInfo: keyInfo() })],
  ['a signature without prefix', 'assertion', () => idp.respond({}, { prefix: '' })],
  ['a signature under another prefix', 'assertion', () => idp.respond({}, { prefix: 'dsig' })],
  ['a PrefixList', 'assertion', () => idp.respond({ statements: typed() }, { prefixList: 'xs saml' })],
  ['a PrefixList of a prefix nobody declares', 'assertion', () => idp.respond({}, { prefixList: 'xs' })],
  [
    'both with a PrefixList',
    'both',
    () =>
      idp.sign(idp.respond({ statements: typed() }, { prefixList: 'xs' }), responseId, {
        prefixList: 'xs samlp',
      }),
  ],
  ['inclusive canonicalization', 'assertion', () => idp.respond({}, { canonicalization: 'inclusive' })],
  [
    'inclusive canonicalization of the response',
    'response',
    () => idp.sign(responseXml(), responseId, { canonicalization: 'inclusive' }),
  ],
  [
    'line breaks in the signature',
    'assertion',
    () => idp.respond({}, { signatureValue: value => `\n${value.replace(/.{76}/g, '$&\n')}\n` }),
  ],
  [
    'letters of many scripts, escapes and line breaks',
    'assertion',
    () =>
      idp.respond({
        nameId: nameIdXml('żółw🐢'),
        statements: attributesXml(attributeXml('ñ&amp;&quot;', 'a &lt;b&gt; &amp; "c"\n\td', '日本')),
      }),
  ],
  ['nothing stated of the person', 'assertion', () => idp.respond({ statements: '' })],
]

/** Attribute values with a declared type, as many identity providers write them. */
const typed = () =>
  '<saml:AttributeStatement xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
  '<saml:Attribute Name="npi"><saml:AttributeValue xsi:type="xs:string">1</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>'

for (const [name, signs, xml] of shapes) {
  test(`accepted, and node-saml agrees: ${name}`, () => agrees(xml(), signs))
}

for (const [name, { compose, id, signing, signs }] of Object.entries(products)) {
  test(`accepted, and node-saml agrees: as ${name} writes it`, () =>
    agrees(idp.sign(compose(), id, { keyInfo: '', ...signing }), signs))
}

test('accepted: other strengths and elliptic curves', () => {
  const more = 'http://www.w3.org/2001/04/xmldsig-more#'
  const signings: Partial<Signing>[] = [
    { hash: 'sha384', signatureMethod: `${more}rsa-sha384` },
    { hash: 'sha512', signatureMethod: `${more}rsa-sha512` },
  ]
  for (const signing of signings) accepted(idp.respond({}, signing), idp.expected)
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  const signer = (text: string) => signBytes('sha256', Buffer.from(text), key)
  accepted(idp.respond({}, { signer, signatureMethod: `${more}ecdsa-sha256` }), expecting([publicKey]))
})

test('accepted: what samlp, the sandbox’s library, makes', async () => {
  const [person] = builtInPeople
  assert.ok(person)
  for (const sign of ['assertion', 'response', 'both'] as const) {
    const request = { spEntityId: sp, acsUrl: acs, inResponseTo: '_token-1', person, overrides: { sign } }
    const encoded = await makeSamlResponse(entityId, idp.key, request)
    const xml = Buffer.from(encoded, 'base64').toString()
    const verified = accepted(xml, idp.expected, new Date())
    const read = await oracle(xml, sign)
    assert.equal(verified.claims.subject, read.subject)
    assert.deepEqual(claimsOf(verified).attributes, read.attributes)
  }
})
