import { type KeyObject, X509Certificate } from 'node:crypto'
import type { ConnectionId } from '@postern/contract/ids.ts'
import { makeSigningKey, type SigningKey } from '@postern/demo/signing-key.ts'
import type { Expectations } from '@postern/server/verify/saml/expectations.ts'
import { idOf, now } from '../provisioning.ts'
import { type Signing, signed } from './forge.ts'

export const idp = 'https://idp.example.test/saml'
export const sp = 'https://mercy.example.test/sso/mercy_idp/metadata'
export const acs = 'https://mercy.example.test/sso/mercy_idp/acs'

/** The text of a time some minutes from the tests' now. */
export const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString()

/** Parts of a response; each as an accepted one has it. */
export interface ResponseParts {
  readonly issuer: string
  readonly responseIssuer: string
  readonly destination: string
  readonly responseInResponseTo: string
  readonly status: string
  readonly nameId: string
  /** The whole Subject, SubjectConfirmation and all. */
  readonly subject: string
  readonly confirmation: string
  readonly conditions: string
  readonly statements: string
  /** Attributes of the Assertion element beside its ID. */
  readonly assertionAttributes: string
  readonly responseAttributes: string
  /** Before the assertion: Extensions come after the Issuer. */
  readonly extensions: string
}

export const assertionId = '_assertion-1'
export const responseId = '_response-1'

const success =
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

export const confirmationXml = (data: string, method = bearer) =>
  `<saml:SubjectConfirmation Method="${method}">${data}</saml:SubjectConfirmation>`
export const confirmationData = (change: Record<string, string | null> = {}) => {
  const attributes = { NotOnOrAfter: at(5), Recipient: acs, InResponseTo: '_token-1', ...change }
  const written = Object.entries(attributes).filter(([, value]) => value !== null)
  return `<saml:SubjectConfirmationData${written.map(([name, value]) => ` ${name}="${value}"`).join('')}/>`
}
export const audienceXml = (...audiences: string[]) =>
  `<saml:AudienceRestriction>${audiences.map(audience => `<saml:Audience>${audience}</saml:Audience>`).join('')}</saml:AudienceRestriction>`
export const conditionsXml = (inside: string, from: string | null = at(-1), to: string | null = at(5)) =>
  `<saml:Conditions${from === null ? '' : ` NotBefore="${from}"`}${to === null ? '' : ` NotOnOrAfter="${to}"`}>${inside}</saml:Conditions>`
export const nameIdXml = (inside: string, format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent') =>
  `<saml:NameID Format="${format}">${inside}</saml:NameID>`
export const attributeXml = (name: string, ...values: string[]) =>
  `<saml:Attribute Name="${name}">${values.map(value => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`
export const attributesXml = (...attributes: string[]) =>
  `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`
export const authnXml = `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="_session-1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`

export function assertionXml(parts: Partial<ResponseParts> = {}): string {
  const confirmation = parts.confirmation ?? confirmationXml(confirmationData())
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${assertionId}" Version="2.0" IssueInstant="${at(0)}"${parts.assertionAttributes ?? ''}>` +
    `<saml:Issuer>${parts.issuer ?? idp}</saml:Issuer>` +
    (parts.subject ?? `<saml:Subject>${parts.nameId ?? nameIdXml('alice')}${confirmation}</saml:Subject>`) +
    (parts.conditions ?? conditionsXml(audienceXml(sp))) +
    authnXml +
    (parts.statements ??
      attributesXml(attributeXml('npi', '1093817465'), attributeXml('team', 'red', 'blue'))) +
    '</saml:Assertion>'
  )
}

export function responseXml(parts: Partial<ResponseParts> = {}, assertion = assertionXml(parts)): string {
  const destination = parts.destination ?? ` Destination="${acs}"`
  const inResponseTo = parts.responseInResponseTo ?? ' InResponseTo="_token-1"'
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${responseId}" Version="2.0" IssueInstant="${at(0)}"${destination}${inResponseTo}${parts.responseAttributes ?? ''}>` +
    (parts.responseIssuer ??
      `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${idp}</saml:Issuer>`) +
    (parts.extensions ?? '') +
    (parts.status ?? success) +
    `${assertion}</samlp:Response>`
  )
}

export interface IdentityProvider {
  readonly key: SigningKey
  readonly attacker: SigningKey
  readonly expected: Expectations
  /** A response signed on its assertion, with bent parts and a bent signature. */
  respond(parts?: Partial<ResponseParts>, signing?: Partial<Signing>): string
  /** Signs whatever document on whatever element. */
  sign(xml: string, id: string, signing?: Partial<Signing>): string
}

export async function identityProvider(): Promise<IdentityProvider> {
  const [key, attacker] = await Promise.all([makeSigningKey(), makeSigningKey('Somebody else')])
  const sign: IdentityProvider['sign'] = (xml, id, signing = {}) =>
    signed(xml, id, { key: key.privateKeyPem, ...signing })
  return {
    key,
    attacker,
    expected: expecting([new X509Certificate(key.certificatePem).publicKey]),
    sign,
    respond: (parts, signing) => sign(responseXml(parts), assertionId, signing),
  }
}

export const expecting = (keys: readonly KeyObject[]): Expectations => ({
  connection: idOf<ConnectionId>(3),
  idpEntityId: idp,
  keys,
  spEntityId: sp,
  acsUrl: acs,
  wantResponseSigned: false,
  toleranceMilliseconds: 60_000,
})

export const certificateBody = (key: SigningKey) => key.certificatePem.replace(/-----[^-]+-----|\s/g, '')
