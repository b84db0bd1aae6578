import { deflateRawSync } from 'node:zlib'
import { requestId } from './request-id.ts'

export interface AuthnRequest {
  readonly token: string
  readonly ssoUrl: string
  readonly spEntityId: string
  readonly acsUrl: string
  readonly issuedAt: Date
}

/** The address that takes a browser to the identity provider: AuthnRequest by HTTP-Redirect (SAML bindings §3.4). */
export function authnRequestUrl({ token, ssoUrl, spEntityId, acsUrl, issuedAt }: AuthnRequest): string {
  const xml =
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"' +
    ` ID="${xmlText(requestId(token))}" Version="2.0" IssueInstant="${issuedAt.toISOString()}" Destination="${xmlText(ssoUrl)}"` +
    ` AssertionConsumerServiceURL="${xmlText(acsUrl)}" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST">` +
    `<saml:Issuer>${xmlText(spEntityId)}</saml:Issuer><samlp:NameIDPolicy AllowCreate="true"/></samlp:AuthnRequest>`
  const url = new URL(ssoUrl)
  url.searchParams.set('SAMLRequest', deflateRawSync(xml).toString('base64'))
  return url.href
}

/** Text as it may stand in XML content and attribute values. */
export function xmlText(text: string): string {
  return text.replace(/[<>&"'\r\n\t]/g, character => `&#${character.charCodeAt(0)};`)
}
