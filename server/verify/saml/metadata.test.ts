import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { samlConfig } from '@postern/contract/connection-config.ts'
import { samlMetadata } from '@postern/demo/saml-metadata.ts'
import { makeSigningKey, type SigningKey } from '@postern/demo/signing-key.ts'
import { certificateBody } from '../../../testdata/saml/response.ts'
import { undisposedAfter } from '../../../testdata/saml/undisposed.ts'
import { type IdpMetadata, readMetadata } from './metadata.ts'
import { spMetadata } from './sp-metadata.ts'

let key: SigningKey
let next: SigningKey
before(async () => {
  ;[key, next] = await Promise.all([makeSigningKey(), makeSigningKey('Next')])
})

const entityId = 'https://idp.example.test/saml'
const ssoUrl = 'https://idp.example.test/saml/sso'
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
const lines = (text: string) => text.replace(/.{64}/g, '$&\n')
const keyXml = (body: string, use = ' use="signing"') =>
  `<md:KeyDescriptor${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
const ssoXml = (location = ssoUrl, binding = redirect) =>
  `<md:SingleSignOnService Binding="${binding}" Location="${location}"/>`
const idpXml = (inside: string) =>
  `<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${inside}</md:IDPSSODescriptor>`
const entityXml = (inside: string, id: string | null = entityId) =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"${id === null ? '' : ` entityID="${id}"`}>${inside}</md:EntityDescriptor>`
const entitiesXml = (...entities: string[]) =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entities.join('')}</md:EntitiesDescriptor>`
const plain = () => entityXml(idpXml(keyXml(certificateBody(key)) + ssoXml()))

function read(xml: string): IdpMetadata {
  const metadata = readMetadata(xml)
  assert.ok(!('fault' in metadata), JSON.stringify(metadata))
  return metadata
}

const expected = () => ({ entityId, ssoUrl, certificates: [certificateBody(key)] })

/** Metadata as products write it: prefixes, extra roles and services, signatures, languages. */
const products: Readonly<Record<string, () => string>> = {
  'the plain document': plain,
  Okta: () =>
    `<?xml version="1.0" encoding="UTF-8"?>${entityXml(
      idpXml(
        keyXml(lines(certificateBody(key))) +
          '<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>' +
          ssoXml('https://other.example/post', post) +
          ssoXml(),
      ),
    )}`,
  'Microsoft Entra': () =>
    `<?xml version="1.0" encoding="utf-8"?><EntityDescriptor ID="_1" entityID="${entityId}" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">` +
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/><SignatureValue>AAAA</SignatureValue></Signature>' +
    '<RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706" xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706"/>' +
    `<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificateBody(key)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>` +
    `<SingleLogoutService Binding="${redirect}" Location="https://idp.example.test/logout"/><SingleSignOnService Binding="${redirect}" Location="${ssoUrl}"/></IDPSSODescriptor></EntityDescriptor>`,
  ADFS: () =>
    `\ufeff${entityXml(
      `<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keyXml(certificateBody(next))}</md:SPSSODescriptor>` +
        idpXml(keyXml(certificateBody(next), ' use="encryption"') + keyXml(certificateBody(key)) + ssoXml()) +
        '<md:Organization/><md:ContactPerson contactType="support"/>',
    )}`,
  'Keycloak, inside EntitiesDescriptor': () => entitiesXml(plain()),
  'SimpleSAMLphp, keys without a use': () =>
    entityXml(idpXml(keyXml(certificateBody(key), '') + ssoXml()), entityId),
  'a federation with service providers beside': () =>
    entitiesXml(entityXml('<md:SPSSODescriptor/>', 'https://sp.example'), plain()),
  'a certificate given twice': () =>
    entityXml(idpXml(keyXml(certificateBody(key)) + keyXml(lines(certificateBody(key))) + ssoXml())),
}

for (const [name, xml] of Object.entries(products)) {
  test(`accepted: ${name}`, () => {
    const metadata = read(xml())
    assert.deepEqual(metadata, expected())
    samlConfig.parse({ kind: 'saml', ...metadata, wantResponseSigned: false, signRequests: false })
  })
}

test('accepted: both keys of a rollover, and the sandbox’s own metadata', () => {
  const both = idpXml(keyXml(certificateBody(key)) + keyXml(certificateBody(next)) + ssoXml())
  assert.deepEqual(read(entityXml(both)).certificates, [certificateBody(key), certificateBody(next)])
  assert.deepEqual(read(samlMetadata(entityId, ssoUrl, key.certificatePem)), expected())
})

const malformed = /not well-formed XML, or it declares a document type/
const noCertificate = /no usable signing certificate/
const noAddress = /no SingleSignOnService/
const laughs = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'

const faults: readonly [string, RegExp, () => string][] = [
  ['not XML', malformed, () => 'https://idp.example.test/metadata'],
  ['an HTML page', malformed, () => '<!DOCTYPE html><html><body>Sign in</body></html>'],
  ['nothing', malformed, () => ''],
  ['cut off', malformed, () => plain().slice(0, -20)],
  ['a document type', malformed, () => `<!DOCTYPE md:EntityDescriptor>${plain()}`],
  ['entity expansion', malformed, () => laughs + plain().replace(entityId, '&b;')],
  [
    'an entity that reads a file',
    malformed,
    () =>
      `<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>${plain().replace(certificateBody(key), '&f;')}`,
  ],
  [
    '20 MB',
    /larger than/,
    () => plain().replace('</md:Entity', `<!--${'a'.repeat(20_000_000)}--></md:Entity`),
  ],
  ['another vocabulary', /describes no SAML identity provider/, () => '<rss/>'],
  [
    'a service provider',
    /describes no SAML identity provider/,
    () => spMetadata({ entityId, acsUrl: ssoUrl }),
  ],
  [
    'several identity providers',
    /describes 2 identity providers/,
    () => entitiesXml(plain(), plain().replace(entityId, 'https://other.example')),
  ],
  ['no entity id', /no entityID/, () => plain().replace(` entityID="${entityId}"`, '')],
  ['a blank entity id', /no entityID/, () => plain().replace(entityId, ' ')],
  ['no certificate', noCertificate, () => entityXml(idpXml(ssoXml()))],
  ['an empty certificate', noCertificate, () => entityXml(idpXml(keyXml('') + ssoXml()))],
  ['no certificate but text', noCertificate, () => entityXml(idpXml(keyXml('TUlJ') + ssoXml()))],
  [
    'a certificate for encryption alone',
    noCertificate,
    () => entityXml(idpXml(keyXml(certificateBody(key), ' use="encryption"') + ssoXml())),
  ],
  [
    'the certificate of its service provider role alone',
    noCertificate,
    () =>
      entityXml(
        `<md:SPSSODescriptor>${keyXml(certificateBody(key))}</md:SPSSODescriptor>${idpXml(ssoXml())}`,
      ),
  ],
  ['no address', noAddress, () => entityXml(idpXml(keyXml(certificateBody(key))))],
  ['an address for posts alone', noAddress, () => plain().replace(redirect, post)],
  ['an address that is none', noAddress, () => plain().replace(ssoUrl, 'sso')],
  ['an address that is a script', noAddress, () => plain().replace(ssoUrl, 'javascript:alert(1)')],
  ['an address that is data', noAddress, () => plain().replace(ssoUrl, 'data:text/html,hello')],
]

for (const [what, fault, xml] of faults) {
  test(`not accepted: ${what}`, () => {
    const metadata = readMetadata(xml())
    assert.ok('fault' in metadata)
    assert.match(metadata.fault, fault)
    read(plain())
  })
}

test('no document stays in memory, whether accepted or not', () => {
  const documents = [...faults.map(([, , xml]) => xml()), ...Object.values(products).map(xml => xml())]
  assert.equal(
    undisposedAfter(() => {
      for (const xml of documents) readMetadata(xml)
    }),
    0,
  )
})
