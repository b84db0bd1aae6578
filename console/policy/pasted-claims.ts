import type { PastedClaims } from '@postern/contract/api/simulate.ts'

/** Names under which pasted text may carry the verified identifiers. */
const subjectNames = ['@subject', 'subject', 'sub', 'nameid', 'name id']
/** Claims of an id token that are about the token, not the person. */
const aboutToken = new Set(['iss', 'aud', 'azp', 'exp', 'iat', 'nbf', 'nonce', 'auth_time', 'at_hash', 'c_hash', 'sid', 'jti', 'typ'])

export class UnreadableClaims extends Error {
  override name = 'UnreadableClaims'
}

/**
 * Claims as somebody has them at hand: JSON (an id token's payload, or our own form), or lines of `name: value`
 * with further values after semicolons or on further lines.
 */
export function readPasted(text: string): PastedClaims {
  const trimmed = text.trim()
  if (trimmed === '') throw new UnreadableClaims('Paste claims first.')
  if (!trimmed.startsWith('{')) return fromAttributes(fromLines(trimmed))
  let parsed: unknown
  try {
    parsed = JSON.parse(trimmed)
  } catch (error) {
    throw new UnreadableClaims(`This is not complete JSON: ${error instanceof Error ? error.message : error}`)
  }
  const claims = parsed as Record<string, unknown>
  return isOwnForm(claims) ? fromOwnForm(claims) : fromAttributes(fromFlat(claims), claims)
}

type Attributes = Record<string, string[]>

const isOwnForm = (claims: Record<string, unknown>) =>
  typeof claims['subject'] === 'string' && typeof claims['attributes'] === 'object'

function fromOwnForm(claims: Record<string, unknown>): PastedClaims {
  const { subject, email, issuer } = claims
  return {
    ...(typeof issuer === 'string' ? { issuer } : {}),
    subject: String(subject),
    email: isEmail(email) ? { value: email.value, verified: email.verified === true } : null,
    attributes: fromFlat(claims['attributes'] as Record<string, unknown>),
  }
}

const isEmail = (email: unknown): email is { value: string; verified?: unknown } =>
  typeof email === 'object' && email !== null && 'value' in email && typeof email.value === 'string'

function fromFlat(claims: Record<string, unknown>): Attributes {
  const attributes: Attributes = {}
  for (const [name, value] of Object.entries(claims)) {
    if (value === null || aboutToken.has(name)) continue
    attributes[name] = (Array.isArray(value) ? value : [value]).map(asText)
  }
  return attributes
}

const asText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

function fromLines(text: string): Attributes {
  const attributes: Attributes = {}
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    // a colon inside a name is part of it: URIs are common names of SAML attributes
    const parts = /^\s*(.+?)\s*(?:=|:(?!\/\/)\s)\s*(.*)$/.exec(`${line.trimEnd()} `)
    const [, name, value] = parts ?? []
    if (!name || value === undefined) throw new UnreadableClaims(`Line ${index + 1} is not “name: value”.`)
    const values = value.split(';').map(part => part.trim())
    attributes[name] = [...(attributes[name] ?? []), ...values.filter(part => part !== '')]
  }
  return attributes
}

function fromAttributes(attributes: Attributes, flat: Record<string, unknown> = {}): PastedClaims {
  const subjectName = Object.keys(attributes).find(name => subjectNames.includes(name.toLowerCase()))
  const subject = subjectName ? attributes[subjectName]?.[0] : undefined
  if (!subjectName || !subject) throw new UnreadableClaims('Say who it is: add a line “subject: …” (NameID or sub).')
  const { [subjectName]: _, email_verified: verified, '@email': named, ...rest } = attributes
  const address = named?.[0] ?? rest['email']?.[0]
  const email = address ? { value: address, verified: verified?.[0]?.toLowerCase() === 'true' } : null
  const issuer = typeof flat['iss'] === 'string' ? { issuer: flat['iss'] } : {}
  return { ...issuer, subject, email, attributes: rest }
}
