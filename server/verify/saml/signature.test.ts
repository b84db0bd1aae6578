import assert from 'node:assert/strict'
import { createHash, createHmac, generateKeyPairSync, sign as signBytes, X509Certificate } from 'node:crypto'
import { before, test } from 'node:test'
import type { RefusalCode } from '@postern/contract/reasons.ts'
import { type Signing, uris } from '../../../testdata/saml/forge.ts'
import {
  assertionId,
  certificateBody,
  expecting,
  type IdentityProvider,
  identityProvider,
  nameIdXml,
  type ResponseParts,
  responseId,
  responseXml,
} from '../../../testdata/saml/response.ts'
import { accepted, claimsOf, refused } from '../../../testdata/saml/verifying.ts'

let idp: IdentityProvider
before(async () => {
  idp = await identityProvider()
})

const enveloped = `<ds:Transform Algorithm="${uris.enveloped}"/>`
const transform = (algorithm: string, inside = '') =>
  `<ds:Transform Algorithm="${algorithm}">${inside}</ds:Transform>`
const reference = (uri: string, digest = 'AAAA') =>
  `<ds:Reference URI="${uri}"><ds:Transforms>${enveloped}</ds:Transforms><ds:DigestMethod Algorithm="${uris.sha256}"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`
const object = (inside: string) => `<ds:Object>${inside}</ds:Object>`
const hmac = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'
const keyInfo = (certificate: string) =>
  `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
const key = () => idp.key.privateKeyPem

// the signature itself, bent in one way; the twin is the plain one
const bent: readonly [string, string, () => Partial<Signing>][] = [
  ['no configured key', 'the attacker’s key', () => ({ key: idp.attacker.privateKeyPem })],
  [
    'no configured key',
    'the attacker’s key with its certificate in KeyInfo',
    () => ({ key: idp.attacker.privateKeyPem, keyInfo: keyInfo(certificateBody(idp.attacker)) }),
  ],
  [
    'no configured key',
    'the attacker’s key with our certificate in KeyInfo',
    () => ({ key: idp.attacker.privateKeyPem, keyInfo: keyInfo(certificateBody(idp.key)) }),
  ],
  [
    'the signature algorithm',
    'HMAC keyed with the public certificate',
    () => ({
      signatureMethod: hmac,
      signer: text => createHmac('sha256', idp.key.certificatePem).update(text).digest(),
    }),
  ],
  [
    'no configured key',
    'HMAC under the name of RSA',
    () => ({ signer: text => createHmac('sha256', idp.key.certificatePem).update(text).digest() }),
  ],
  [
    'the signature algorithm',
    'RSA with SHA-1',
    () => ({ hash: 'sha1', signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
  ],
  [
    'the digest algorithm',
    'a digest by SHA-1',
    () => ({ digestMethod: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
  ],
  [
    'the digest algorithm',
    'a digest that only has the right end',
    () => ({ digestMethod: `x${uris.sha256}` }),
  ],
  ['the signature algorithm', 'no algorithm', () => ({ signatureMethod: '' })],
  ['the signature algorithm', 'an algorithm every object has', () => ({ signatureMethod: 'constructor' })],
  ['the digest algorithm', 'a digest algorithm every object has', () => ({ digestMethod: 'toString' })],
  ['SignatureValue is not plain base64', 'an empty SignatureValue', () => ({ signatureValue: () => '' })],
  [
    'SignatureValue is not plain base64',
    'a malformed SignatureValue',
    () => ({ signatureValue: () => '!*' }),
  ],
  [
    'SignatureValue is not plain base64',
    'a comment in SignatureValue',
    () => ({ signatureValue: value => `${value.slice(0, 9)}<!-- -->${value.slice(9)}` }),
  ],
  [
    'no configured key',
    'a truncated SignatureValue',
    () => ({ signatureValue: value => value.slice(0, 40) }),
  ],
  [
    'DigestValue is not plain base64',
    'a comment in DigestValue',
    () => ({ digestValue: d => `<!--${d}-->${d}` }),
  ],
  [
    'DigestValue is not plain base64',
    'a comment splitting DigestValue',
    () => ({ digestValue: d => `${d.slice(0, 9)}<!--x-->${d.slice(9)}` }),
  ],
  [
    'DigestValue is not plain base64',
    'CDATA in DigestValue',
    () => ({ digestValue: d => `<![CDATA[${d}]]>` }),
  ],
  [
    'DigestValue is not plain base64',
    'an instruction in DigestValue',
    () => ({ digestValue: d => `<?d?>${d}` }),
  ],
  ['DigestValue is not plain base64', 'an empty DigestValue', () => ({ digestValue: () => '' })],
  [
    'exactly one DigestValue',
    'a DigestValue in a DigestValue',
    () => ({
      digestValue: d => `<ds:DigestValue>${d}</ds:DigestValue>`,
    }),
  ],
  [
    'the content differs',
    'another digest',
    () => ({ digestValue: () => createHash('sha256').digest('base64') }),
  ],
  ['the content differs', 'a shorter digest', () => ({ digestValue: d => d.slice(0, 8) })],
  ['exactly one SignedInfo', 'a second SignedInfo', () => ({ object: object('<ds:SignedInfo/>') })],
  ['exactly one SignedInfo', 'a SignedInfo after the value', () => ({ keyInfo: '<ds:SignedInfo/>' })],
  [
    'exactly one SignatureValue',
    'a SignatureValue in an Object',
    () => ({
      object: object('<ds:SignatureValue>AAAA</ds:SignatureValue>'),
    }),
  ],
  ['exactly one Reference', 'a second reference', () => ({ secondReference: reference(`#${responseId}`) })],
  ['the reference is not', 'an empty reference URI', () => ({ uri: '' })],
  ['the reference is not', 'a reference to the response', () => ({ uri: `#${responseId}` })],
  ['the reference is not', 'a reference by XPointer', () => ({ uri: `#xpointer(id('${assertionId}'))` })],
  ['the reference is not', 'a reference outside', () => ({ uri: 'https://evil.example/assertion' })],
  ['the transforms', 'no transforms', () => ({ transforms: '' })],
  ['the transforms', 'no enveloped transform', () => ({ transforms: transform(uris.exclusive) })],
  ['the canonicalization', 'the enveloped transform twice', () => ({ transforms: enveloped + enveloped })],
  [
    'the transforms',
    'a third transform',
    () => ({
      transforms: enveloped + transform(uris.exclusive) + transform(uris.exclusive),
    }),
  ],
  [
    'the canonicalization',
    'an XPath transform',
    () => ({
      transforms:
        enveloped + transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>false()</ds:XPath>'),
    }),
  ],
  [
    'the canonicalization',
    'an XSLT transform',
    () => ({
      transforms: enveloped + transform('http://www.w3.org/TR/1999/REC-xslt-19991116'),
    }),
  ],
  [
    'the canonicalization',
    'canonicalization with comments',
    () => ({
      transforms: enveloped + transform(`${uris.exclusive}WithComments`),
    }),
  ],
  [
    'the canonicalization',
    'a parameter of the canonicalization',
    () => ({
      transforms: enveloped + transform(uris.exclusive, '<ds:XPath>false()</ds:XPath>'),
    }),
  ],
]

for (const [why, what, signing] of bent) {
  test(`saml.signature: ${what}`, () => {
    const refusal = refused(idp.respond({}, signing()), idp.expected)
    assert.equal(refusal.refused, 'saml.signature')
    assert.ok(refusal.received?.startsWith(why), refusal.received)
    accepted(idp.respond(), idp.expected)
  })
}

// signed as it stands, so only the shape is wrong
const shapes: readonly [RefusalCode, string, Partial<ResponseParts>][] = [
  ['saml.signature', 'a duplicate id', { extensions: `<samlp:Extensions ID="${assertionId}"/>` }],
  ['saml.signature', 'the id under another name', { extensions: `<samlp:Extensions Id="${assertionId}"/>` }],
  ['saml.signature', 'the id as xml:id', { extensions: `<samlp:Extensions xml:id="${assertionId}"/>` }],
  ['saml.signature', 'the id twice on the assertion', { assertionAttributes: ` id="${assertionId}"` }],
  ['saml.signature', 'a relative namespace', { assertionAttributes: ' xmlns:void="void"' }],
]

for (const [code, what, parts] of shapes) {
  test(`${code}: ${what}`, () => {
    // canonicalization refuses a relative namespace when signing too: such a document is put together unsigned
    const [name, value] = Object.entries(parts)[0] ?? ['', '']
    const signed = idp.respond()
    const spoilt =
      name === 'extensions'
        ? signed.replace('<samlp:Status>', `${value}<samlp:Status>`)
        : signed.replace(`ID="${assertionId}"`, `ID="${assertionId}"${value}`)
    assert.notEqual(signed, spoilt)
    assert.equal(refused(spoilt, idp.expected).refused, code)
    accepted(signed, idp.expected)
  })
}

test('saml.signature: a canonicalization that fails is not an empty text (void canonicalization)', () => {
  const emptyDigest = createHash('sha256').digest('base64')
  const overNothing = () => signBytes('sha256', Buffer.from(''), key())
  const xml = idp.respond({}, { digestValue: () => emptyDigest, signer: overNothing })
  for (const spot of [`ID="${assertionId}"`, '<ds:SignedInfo', '<samlp:Response']) {
    const spoilt = xml.replace(spot, `${spot} xmlns:void="void"`)
    const refusal = refused(spoilt, idp.expected)
    assert.equal(refusal.refused, 'saml.signature')
  }
})

test('saml.unsigned: without a signature, and with one on the assertion where the response must be signed', () => {
  assert.equal(refused(responseXml(), idp.expected).refused, 'saml.unsigned')
  const strict = { ...idp.expected, wantResponseSigned: true }
  assert.equal(refused(idp.respond(), strict).refused, 'saml.unsigned')
  accepted(idp.sign(responseXml(), responseId), strict)
  accepted(idp.sign(idp.respond(), responseId), strict)
})

test('saml.signature: no configured key refuses everything', () => {
  assert.equal(refused(idp.respond(), expecting([])).refused, 'saml.signature')
  assert.equal(refused(responseXml(), expecting([])).refused, 'saml.unsigned')
})

test('saml.signature: of two signatures each must hold', () => {
  const both = idp.sign(idp.respond(), responseId)
  accepted(both, idp.expected)
  const badInner = idp.sign(idp.respond({}, { key: idp.attacker.privateKeyPem }), responseId)
  assert.equal(refused(badInner, idp.expected).refused, 'saml.signature')
  const badOuter = idp.sign(idp.respond(), responseId, { key: idp.attacker.privateKeyPem })
  assert.equal(refused(badOuter, idp.expected).refused, 'saml.signature')
})

test('saml.encrypted: an assertion encrypted to us, signed response or not, is no sign-in', () => {
  const encrypted =
    '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><x/></saml:EncryptedAssertion>'
  for (const xml of [responseXml({}, encrypted), idp.sign(responseXml({}, encrypted), responseId)]) {
    assert.equal(refused(xml, idp.expected).refused, 'saml.encrypted')
  }
  const beside = idp.respond().replace('</samlp:Response>', `${encrypted}</samlp:Response>`)
  assert.equal(refused(beside, idp.expected).refused, 'saml.encrypted')
})

// canonicalization drops comments and resolves CDATA: the document changes, the signature holds, the text must too
for (const [what, splitting] of [
  ['a comment', '<!-- -->'],
  ['a CDATA section', '<![CDATA[]]>'],
] as const) {
  test(`altered, but read as it was signed: ${what} splitting NameID, attribute and audience`, () => {
    const signed = idp.respond({ nameId: nameIdXml('alice@mercy.example.evil.example') })
    const split = (text: string, at: string) =>
      text.replace(at, `${at.slice(0, -5)}${splitting}${at.slice(-5)}`)
    const altered = ['mercy.example.evil.example<', '1093817465', 'mercy_idp/metadata<'].reduce(split, signed)
    assert.equal(altered.split(splitting).length, 4)
    assert.deepEqual(claimsOf(accepted(altered, idp.expected)), claimsOf(accepted(signed, idp.expected)))
  })
}

test('a character reference reads as its character', () => {
  const signed = idp.respond({ nameId: nameIdXml('a&amp;b') })
  const altered = signed.replace('a&amp;b', '&#97;&#x26;b')
  assert.equal(accepted(altered, idp.expected).claims.subject, 'a&b')
})

test('a key of the wrong kind or too short never fits', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const pem = short.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signed = idp.respond({}, { key: pem })
  assert.equal(refused(signed, expecting([short.publicKey])).refused, 'saml.signature')
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  assert.equal(refused(idp.respond(), expecting([ec.publicKey])).refused, 'saml.signature')
  const own = new X509Certificate(idp.key.certificatePem).publicKey
  accepted(idp.respond(), expecting([ec.publicKey, short.publicKey, own]))
})
