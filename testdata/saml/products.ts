import type { Signing } from './forge.ts'
import { acs, assertionId, at, idp, responseId, sp } from './response.ts'

/** A response written the way a product writes it. */
export interface Product {
  readonly compose: () => string
  /** The element that is signed. */
  readonly id: string
  readonly signing: Partial<Signing>
  readonly signs: 'assertion' | 'response'
}

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
const basic = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic'
const data = `InResponseTo="_token-1" NotOnOrAfter="${at(5)}" Recipient="${acs}"`
const envelope = `ID="${responseId}" Version="2.0" IssueInstant="${at(0)}" Destination="${acs}" InResponseTo="_token-1"`
const assertion = `ID="${assertionId}" IssueInstant="${at(0)}" Version="2.0"`
const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

/** Default namespaces, no prefix on the signature, attribute names that are addresses. */
const entra = () =>
  `<samlp:Response ${envelope} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${idp}</Issuer>` +
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>' +
  `<Assertion ${assertion} xmlns="urn:oasis:names:tc:SAML:2.0:assertion"><Issuer>${idp}</Issuer>` +
  `<Subject><NameID Format="${persistent}">kP3x</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData ${data}/></SubjectConfirmation></Subject>` +
  `<Conditions NotBefore="${at(-1)}" NotOnOrAfter="${at(60)}"><AudienceRestriction><Audience>${sp}</Audience></AudienceRestriction></Conditions>` +
  `<AttributeStatement><Attribute Name="http://schemas.microsoft.com/identity/claims/tenantid"><AttributeValue>t-1</AttributeValue></Attribute>` +
  `<Attribute Name="${claims}/emailaddress"><AttributeValue>alice@mercy.example</AttributeValue></Attribute></AttributeStatement>` +
  `<AuthnStatement AuthnInstant="${at(0)}" SessionIndex="${assertionId}"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion></samlp:Response>`

/** `saml2p` and `saml2` prefixes, typed values. */
const okta = () =>
  `<?xml version="1.0" encoding="UTF-8"?><saml2p:Response ${envelope} xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xs="http://www.w3.org/2001/XMLSchema">` +
  `<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">${idp}</saml2:Issuer>` +
  '<saml2p:Status xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>' +
  `<saml2:Assertion ${assertion} xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema"><saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">${idp}</saml2:Issuer>` +
  `<saml2:Subject xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:NameID Format="${persistent}">00u1</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData ${data}/></saml2:SubjectConfirmation></saml2:Subject>` +
  `<saml2:Conditions NotBefore="${at(-5)}" NotOnOrAfter="${at(5)}" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:AudienceRestriction><saml2:Audience>${sp}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>` +
  `<saml2:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="id1" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>` +
  `<saml2:AttributeStatement xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:Attribute Name="groups" NameFormat="${basic}"><saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">Everyone</saml2:AttributeValue><saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">Physicians</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>`

/** `saml` prefixes, pretty-printed with line breaks everywhere, signed as a whole. */
const keycloak = () =>
  prefixed('\n    ', [`<saml:NameID Format="${persistent}">G-4f</saml:NameID>`, 'xs:string'])
/** The same without a line break; values without a type. */
const simple = () =>
  prefixed('', [`<saml:NameID SPNameQualifier="${sp}" Format="${persistent}">_9c</saml:NameID>`, ''])

function prefixed(gap: string, [nameId, type]: [string, string]): string {
  const typeXml = type === '' ? '' : ` xsi:type="${type}"`
  const value = (text: string) => `<saml:AttributeValue${typeXml}>${text}</saml:AttributeValue>`
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${envelope}>`,
    `<saml:Issuer>${idp}</saml:Issuer>`,
    '<samlp:Status>',
    '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>',
    '</samlp:Status>',
    `<saml:Assertion xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${assertion}>`,
    `<saml:Issuer>${idp}</saml:Issuer>`,
    '<saml:Subject>',
    nameId,
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData ${data}/></saml:SubjectConfirmation>`,
    '</saml:Subject>',
    `<saml:Conditions NotBefore="${at(-1)}" NotOnOrAfter="${at(5)}"><saml:AudienceRestriction><saml:Audience>${sp}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionNotOnOrAfter="${at(600)}" SessionIndex="s::1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    '<saml:AttributeStatement>',
    `<saml:Attribute Name="uid" NameFormat="${basic}">${value('alice')}</saml:Attribute>`,
    `<saml:Attribute FriendlyName="mail" Name="urn:oid:0.9.2342.19200300.100.1.3" NameFormat="${basic}">${value('alice@mercy.example')}</saml:Attribute>`,
    '</saml:AttributeStatement>',
    '</saml:Assertion>',
    '</samlp:Response>',
  ].join(gap)
}

/** Entra's shape with seven decimals in times and a signature that describes two transforms with a prefix list. */
const adfs = () => entra().replaceAll(/(\d{2})\.\d{3}Z"/g, '$1.1234567Z"')

export const products: Readonly<Record<string, Product>> = {
  'Microsoft Entra': { compose: entra, id: assertionId, signing: { prefix: '' }, signs: 'assertion' },
  'Okta, assertion': { compose: okta, id: assertionId, signing: { prefixList: 'xs' }, signs: 'assertion' },
  'Okta, response': { compose: okta, id: responseId, signing: { prefixList: 'xs' }, signs: 'response' },
  ADFS: { compose: adfs, id: assertionId, signing: {}, signs: 'assertion' },
  'Keycloak, assertion': {
    compose: keycloak,
    id: assertionId,
    signing: { prefix: 'dsig' },
    signs: 'assertion',
  },
  'Keycloak, response': { compose: keycloak, id: responseId, signing: { prefix: 'dsig' }, signs: 'response' },
  'SimpleSAMLphp, assertion': { compose: simple, id: assertionId, signing: {}, signs: 'assertion' },
  'SimpleSAMLphp, response': { compose: simple, id: responseId, signing: {}, signs: 'response' },
}
