import { X509Certificate } from 'node:crypto'
import type { XmlElement } from 'libxml2-wasm'
import { attribute, elements, isNamed, namespaces, parseXml } from './xml.ts'

/** What a connection needs of an identity provider's metadata (SAML metadata §2.4.3). */
export interface IdpMetadata {
  readonly entityId: string
  /** Where AuthnRequests go, HTTP-Redirect binding. */
  readonly ssoUrl: string
  /** Signing certificates, base64 DER without line breaks. */
  readonly certificates: readonly string[]
}

/** Why metadata was not accepted, one sentence for the administrator. */
export interface MetadataFault {
  readonly fault: string
}

const maximumCharacters = 2_000_000
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

/** Reads an identity provider's metadata. Never trusts it to weaken anything: it only supplies names, addresses and keys. */
export function readMetadata(xml: string): IdpMetadata | MetadataFault {
  if (xml.length > maximumCharacters)
    return { fault: `The document is larger than ${maximumCharacters} characters.` }
  const document = parseXml(xml)
  if (!document) return { fault: 'The document is not well-formed XML, or it declares a document type.' }
  try {
    return readDescriptor(document.root)
  } finally {
    document.dispose()
  }
}

function readDescriptor(root: XmlElement): IdpMetadata | MetadataFault {
  const entities = isNamed(root, namespaces.md, 'EntityDescriptor')
    ? [root]
    : elements(root, '//md:EntityDescriptor')
  const idps = entities.filter(entity => elements(entity, 'md:IDPSSODescriptor').length > 0)
  const [idp] = idps
  if (!idp) return { fault: 'The document describes no SAML identity provider (IDPSSODescriptor).' }
  if (idps.length > 1)
    return {
      fault: `The document describes ${idps.length} identity providers. Supply the one of this connection.`,
    }
  const entityId = attribute(idp, 'entityID')?.trim()
  if (!entityId) return { fault: 'The identity provider has no entityID.' }
  const service = elements(idp, 'md:IDPSSODescriptor/md:SingleSignOnService').find(
    s => attribute(s, 'Binding') === redirect,
  )
  const ssoUrl = service && attribute(service, 'Location')
  if (!ssoUrl || !/^https?:\/\//.test(ssoUrl) || !URL.canParse(ssoUrl))
    return { fault: 'There is no SingleSignOnService with the HTTP-Redirect binding.' }
  const certificates = signingCertificates(idp)
  if (certificates.length === 0) return { fault: 'There is no usable signing certificate.' }
  return { entityId, ssoUrl, certificates }
}

function signingCertificates(idp: XmlElement): string[] {
  const found = elements(idp, 'md:IDPSSODescriptor/md:KeyDescriptor')
    .filter(descriptor => (attribute(descriptor, 'use') ?? 'signing') === 'signing')
    .flatMap(descriptor => elements(descriptor, 'ds:KeyInfo/ds:X509Data/ds:X509Certificate'))
    .map(certificate => certificate.content.replace(/\s+/g, ''))
  return [...new Set(found)].filter(certificate => parseCertificate(certificate) !== null)
}

/** A certificate from base64 DER (with or without PEM armour), or null. */
export function parseCertificate(text: string): X509Certificate | null {
  const body = text.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '')
  try {
    return new X509Certificate(Buffer.from(body, 'base64'))
  } catch {
    return null
  }
}
