import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { deflateRawSync, gzipSync } from 'node:zlib'
import type { RefusalCode } from '@postern/contract/reasons.ts'
import type { XmlDocument } from 'libxml2-wasm'
import { now } from '../../../testdata/provisioning.ts'
import {
  attributesXml,
  attributeXml,
  type IdentityProvider,
  identityProvider,
  responseXml,
} from '../../../testdata/saml/response.ts'
import { undisposedAfter } from '../../../testdata/saml/undisposed.ts'
import { accepted, refused, verifyXml } from '../../../testdata/saml/verifying.ts'
import { parseCertificate } from './metadata.ts'
import { samlProtocol } from './protocol.ts'
import { verifySamlResponse } from './verify.ts'
import { parseXml } from './xml.ts'

let idp: IdentityProvider
let genuine: string
before(async () => {
  idp = await identityProvider()
  genuine = idp.respond()
})

const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')

const documents: readonly [RefusalCode, string, () => string | Buffer][] = [
  ['saml.malformed', 'a document type', () => `<!DOCTYPE Response>${genuine}`],
  [
    'saml.malformed',
    'an entity in the NameID',
    () => `<!DOCTYPE Response [<!ENTITY who "alice">]>${genuine.replace('>alice<', '>&who;<')}`,
  ],
  [
    'saml.malformed',
    'an attribute default',
    () => `<!DOCTYPE Response [<!ATTLIST saml:Assertion x CDATA "y">]>${genuine}`,
  ],
  [
    'saml.malformed',
    'an id declared by the document type',
    () => `<!DOCTYPE Response [<!ATTLIST saml:Subject evil ID #IMPLIED>]>${genuine}`,
  ],
  [
    'saml.malformed',
    'an entity that reads a file',
    () => `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>${genuine.replace('>alice<', '>&f;<')}`,
  ],
  [
    'saml.malformed',
    'an external document type',
    () => `<!DOCTYPE r SYSTEM "http://127.0.0.1:9/evil.dtd">${genuine}`,
  ],
  [
    'saml.malformed',
    'a billion laughs',
    () => `<!DOCTYPE r [<!ENTITY l0 "ha">${laughs}]>${genuine.replace('>alice<', '>&l12;<')}`,
  ],
  [
    'saml.malformed',
    'a billion laughs in an attribute',
    () => `<!DOCTYPE r [<!ENTITY l0 "ha">${laughs}]>${genuine.replace(' Version', ' x="&l12;" Version')}`,
  ],
  ['saml.malformed', 'an undeclared entity', () => genuine.replace('>alice<', '>&nbsp;<')],
  ['saml.malformed', 'no XML', () => 'SAMLResponse'],
  ['saml.malformed', 'nothing', () => ''],
  ['saml.malformed', 'half a document', () => genuine.slice(0, genuine.length / 2)],
  ['saml.malformed', 'two documents', () => genuine + genuine],
  ['saml.malformed', 'an attribute twice', () => genuine.replace(' Version', ' Version="2.0" Version')],
  [
    'saml.malformed',
    'bytes that are no UTF-8',
    () => Buffer.from(genuine.replace('alice', 'alicé'), 'latin1'),
  ],
  ['saml.malformed', 'a null byte', () => genuine.replace('alice', 'ali\0ce')],
  ['saml.malformed', 'a deflated response', () => deflateRawSync(genuine)],
  ['saml.malformed', 'a bomb of deflated megabytes', () => gzipSync('a'.repeat(20_000_000))],
  ['saml.malformed', 'ten thousand elements deep', () => '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
  [
    'saml.malformed',
    'a genuine response at depth three hundred',
    () => '<a>'.repeat(300) + genuine + '</a>'.repeat(300),
  ],
  ['saml.malformed', 'another root', () => `<samlp:Wrapper xmlns:samlp="urn:x">${genuine}</samlp:Wrapper>`],
  [
    'saml.malformed',
    'the assertion alone',
    () => /<saml:Assertion [\s\S]*Assertion>/.exec(genuine)?.[0] ?? '',
  ],
  [
    'saml.malformed',
    'a response in another namespace',
    () => genuine.replace(':2.0:protocol', ':1.0:protocol'),
  ],
  ['saml.malformed', 'a logout response', () => genuine.replaceAll('samlp:Response', 'samlp:LogoutResponse')],
  ['saml.malformed', 'no assertion', () => responseXml({}, '')],
  ['saml.too-large', 'more than half a megabyte', () => genuine.replace('alice', 'a'.repeat(530_000))],
]

for (const [code, what, compose] of documents) {
  test(`${code}: ${what}`, () => {
    const started = performance.now()
    assert.equal(refused(compose(), idp.expected).refused, code)
    assert.ok(performance.now() - started < 1_000, 'in good time')
    accepted(genuine, idp.expected)
  })
}

test('saml.malformed: what is no base64', () => {
  for (const field of ['%', 'PHA+\u0000', '====', ' ', Buffer.from(genuine).toString('base64url')]) {
    const verified = verifySamlResponse(field, idp.expected, now)
    assert.deepEqual(verified, { refused: 'saml.malformed', step: 'parse' }, field.slice(0, 10))
  }
})

test('accepted: base64 in lines, a byte order mark, an XML declaration, UTF-16', () => {
  const lines = Buffer.from(genuine).toString('base64').replace(/.{76}/g, '$&\r\n')
  assert.ok('claims' in verifySamlResponse(lines, idp.expected, now))
  accepted(`\ufeff${genuine}`, idp.expected)
  accepted(`<?xml version="1.0" encoding="UTF-8"?>\n${genuine}\n`, idp.expected)
  accepted(Buffer.from(`\ufeff${genuine}`, 'utf16le'), idp.expected)
})

test('accepted: as many attributes as fit, in good time', () => {
  const many = Array.from({ length: 2_500 }, (_, n) => attributeXml(`group-${n}`, `value ${n}`))
  const xml = idp.respond({ statements: attributesXml(...many) })
  const started = performance.now()
  const { claims } = accepted(xml, idp.expected)
  assert.ok(performance.now() - started < 2_000)
  assert.equal(Object.keys(claims.attributes).length, 2_500)
})

test('no document stays in memory, whether accepted, refused or not parsed', () => {
  const unfit = documents.map(([, , compose]) => compose())
  const spoilt = [genuine.replace('alice', 'mallory'), idp.respond({ conditions: '' }), responseXml()]
  const left = undisposedAfter(() => {
    for (const xml of [genuine, ...spoilt, ...unfit]) verifyXml(xml, idp.expected)
  })
  assert.equal(left, 0)
  // the twin: one that is kept is noticed
  const kept: (XmlDocument | null)[] = []
  assert.equal(
    undisposedAfter(() => void kept.push(parseXml(genuine))),
    1,
  )
  kept[0]?.dispose()
})

test('a connection verifies posts alone, and without a usable certificate nothing', async () => {
  const certificate = idp.key.certificatePem
  const config = {
    kind: 'saml',
    entityId: idp.expected.idpEntityId,
    ssoUrl: 'https://idp.example.test/sso',
    certificates: [certificate],
    wantResponseSigned: false,
    signRequests: false,
    clockToleranceSeconds: 60,
  } as const
  const answer = { by: 'saml-post', samlResponse: Buffer.from(genuine).toString('base64') } as const
  const { connection, spEntityId, acsUrl } = idp.expected
  const open = (certificates: string[]) =>
    samlProtocol(connection, { ...config, certificates }, { spEntityId, acsUrl })
  assert.ok('claims' in (await open([certificate]).verify(answer, now)))
  assert.ok('claims' in (await open(['AAAA', certificate]).verify(answer, now)))
  const unusable = await open(['AAAA']).verify(answer, now)
  assert.ok('refused' in unusable && unusable.refused === 'saml.signature')
  const callback = await open([certificate]).verify({ by: 'oidc-callback', query: '', state: '' }, now)
  assert.ok('refused' in callback && callback.refused === 'saml.malformed')
  assert.equal(parseCertificate('AAAA'), null)
})
