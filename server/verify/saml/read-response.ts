import type { XmlElement } from 'libxml2-wasm'
import { attribute, elements, only } from './xml.ts'

/** The outer Response. Only signed when the response itself is: its values may refuse a sign-in, never admit one. */
export interface Envelope {
  readonly issuer: string | null
  readonly destination: string | null
  readonly inResponseTo: string | null
  readonly status: string
  readonly statusDetail: string | null
}

/** What an assertion says, read from the canonical bytes its signature covers. Times are null when absent. */
export interface Assertion {
  readonly id: string
  readonly issuer: string
  readonly nameId: { readonly value: string; readonly format: string | null } | null
  readonly confirmations: readonly Confirmation[]
  readonly notBefore: Date | null
  readonly notOnOrAfter: Date | null
  /** One list per AudienceRestriction: each must name us (SAML core §2.5.1.4). */
  readonly audiences: readonly (readonly string[])[]
  readonly sessionIndex: string | null
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/** A bearer SubjectConfirmation (SAML profiles §4.1.4.2). */
export interface Confirmation {
  readonly recipient: string | null
  readonly inResponseTo: string | null
  readonly notBefore: Date | null
  readonly notOnOrAfter: Date | null
}

export function readEnvelope(response: XmlElement): Envelope {
  const status = only(response, 'samlp:Status/samlp:StatusCode')
  const inner = only(response, 'samlp:Status/samlp:StatusCode/samlp:StatusCode')
  const message = only(response, 'samlp:Status/samlp:StatusMessage')
  const detail = [inner && attribute(inner, 'Value'), message?.content.trim()].filter(part => part).join(': ')
  return {
    issuer: only(response, 'saml:Issuer')?.content.trim() ?? null,
    destination: attribute(response, 'Destination'),
    inResponseTo: attribute(response, 'InResponseTo'),
    status: (status && attribute(status, 'Value')) ?? '',
    statusDetail: detail === '' ? null : detail.slice(0, 300),
  }
}

// SAML core §2.5.1.1: an assertion with a condition that is not understood must not be relied on
const unknownConditions =
  'saml:Conditions/*[not(self::saml:AudienceRestriction or self::saml:OneTimeUse or self::saml:ProxyRestriction)]'

/**
 * Reads an assertion, or null when a part that must be there once is missing, repeated or not a time, when a
 * condition is unknown, or when an instruction, which survives canonicalization, stands where text is read.
 */
export function readAssertion(assertion: XmlElement): Assertion | null {
  const id = attribute(assertion, 'ID')
  const issuer = only(assertion, 'saml:Issuer')?.content.trim()
  const conditions = elements(assertion, 'saml:Conditions')
  if (!id || !issuer || conditions.length > 1 || elements(assertion, 'saml:Subject').length > 1) return null
  if (elements(assertion, unknownConditions).length > 0) return null
  if (assertion.find('.//processing-instruction()').length > 0) return null
  try {
    return {
      id,
      issuer,
      nameId: readNameId(assertion),
      confirmations: elements(assertion, 'saml:Subject/saml:SubjectConfirmation')
        .filter(confirmation => attribute(confirmation, 'Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer')
        .flatMap(readConfirmation),
      notBefore: conditions[0] ? time(conditions[0], 'NotBefore') : null,
      notOnOrAfter: conditions[0] ? time(conditions[0], 'NotOnOrAfter') : null,
      audiences: elements(assertion, 'saml:Conditions/saml:AudienceRestriction').map(restriction =>
        elements(restriction, 'saml:Audience').map(audience => audience.content.trim()),
      ),
      sessionIndex:
        elements(assertion, 'saml:AuthnStatement').map(s => attribute(s, 'SessionIndex'))[0] ?? null,
      attributes: readAttributes(assertion),
    }
  } catch (error) {
    if (error instanceof NoTime) return null
    throw error
  }
}

function readNameId(assertion: XmlElement): Assertion['nameId'] {
  const nameId = only(assertion, 'saml:Subject/saml:NameID')
  if (!nameId || elements(nameId, '*').length > 0) return null
  const value = nameId.content.trim()
  return value === '' ? null : { value, format: attribute(nameId, 'Format') }
}

function readConfirmation(confirmation: XmlElement): Confirmation[] {
  return elements(confirmation, 'saml:SubjectConfirmationData').map(data => ({
    recipient: attribute(data, 'Recipient'),
    inResponseTo: attribute(data, 'InResponseTo'),
    notBefore: time(data, 'NotBefore'),
    notOnOrAfter: time(data, 'NotOnOrAfter'),
  }))
}

function readAttributes(assertion: XmlElement): Record<string, string[]> {
  // no prototype: an attribute may be called anything
  const read: Record<string, string[]> = Object.create(null)
  for (const element of elements(assertion, 'saml:AttributeStatement/saml:Attribute')) {
    const name = attribute(element, 'Name')
    if (name === null) continue
    const values = elements(element, 'saml:AttributeValue').map(value => value.content.trim())
    read[name] = [...(read[name] ?? []), ...values]
  }
  return read
}

class NoTime extends Error {}

function time(element: XmlElement, name: string): Date | null {
  const text = attribute(element, name)
  if (text === null) return null
  // SAML core §1.3.3: UTC, no zone offset
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text)) throw new NoTime()
  const parsed = new Date(text)
  if (Number.isNaN(parsed.getTime())) throw new NoTime()
  return parsed
}
