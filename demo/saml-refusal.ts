import { randomBytes } from 'node:crypto'
import { escapeMarkup } from './html.ts'

/**
 * A base64 SAMLResponse that says nobody signed in (SAML core §3.2.2: Responder, then AuthnFailed). It is
 * unsigned, as those of most identity providers are.
 */
export function samlRefusal(issuer: string, acsUrl: string, inResponseTo: string): string {
  const status = 'urn:oasis:names:tc:SAML:2.0:status'
  const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
ID="_${randomBytes(16).toString('hex')}" Version="2.0" IssueInstant="${new Date().toISOString()}" \
InResponseTo="${escapeMarkup(inResponseTo)}" Destination="${escapeMarkup(acsUrl)}">\
<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${escapeMarkup(issuer)}</saml:Issuer>\
<samlp:Status><samlp:StatusCode Value="${status}:Responder"><samlp:StatusCode Value="${status}:AuthnFailed"/>\
</samlp:StatusCode></samlp:Status></samlp:Response>`
  return Buffer.from(xml).toString('base64')
}
