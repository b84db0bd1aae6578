import type { PastedClaims } from '@postern/contract/api/simulate.ts'

/** Names under which pasted lines say who it is; `sub` is a claim beside that. */
const subjectNames = ['@subject', 'subject', 'nameid', 'name id', 'sub']
/** Claims that describe the token, not the person: left out as `verify/oidc` leaves them out. */
const aboutToken = new Set(
  'iss aud azp exp iat nbf nonce at_hash c_hash s_hash jti auth_time acr amr sid'.split(' '),
)

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
  typeof claims.subject === 'string' && typeof claims.attributes === 'object'

function fromOwnForm(claims: Record<string, unknown>): PastedClaims {
  const { subject, email, issuer } = claims
  return {
    ...(typeof issuer === 'string' ? { issuer } : {}),
    subject: String(subject),
    email: isEmail(email) ? { value: email.value, verified: email.verified === true } : null,
    attributes: fromFlat(claims.attributes as Record<string, unknown>),
  }
}

const isEmail = (email: unknown): email is { value: string; verified?: unknown } =>
  typeof email === 'object' && email !== null && 'value' in email && typeof email.value === 'string'

/** As `verify/oidc` reads a token: lists value by value, members of objects as `name.member`. */
function fromFlat(claims: Record<string, unknown>): Attributes {
  const attributes: Attributes = {}
  const put = (name: string, value: unknown) => {
    const texts = (Array.isArray(value) ? value : [value]).flatMap(asText)
    if (texts.length > 0) attributes[name] = texts
  }
  for (const [name, value] of Object.entries(claims)) {
    if (aboutToken.has(name)) continue
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [member, inner] of Object.entries(value)) put(`${name}.${member}`, inner)
    } else put(name, value)
  }
  return attributes
}

const asText = (value: unknown) =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'number' || typeof value === 'boolean'
      ? [String(value)]
      : []

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
  const subjectName = subjectNames.find(wanted => findName(attributes, wanted))
  const named = subjectName && findName(attributes, subjectName)
  const subject = named ? attributes[named]?.[0] : undefined
  if (!named || !subject)
    throw new UnreadableClaims('Say who it is: add a line “subject: …” (NameID or sub).')
  const address = attributes['@email']?.[0] ?? attributes.email?.[0]
  const verified = attributes.email_verified?.[0]?.toLowerCase() === 'true'
  // our own names are not claims of the provider; `sub` is one
  const ours = new Set(['@email', ...(named === 'sub' ? [] : [named])])
  return {
    ...(typeof flat.iss === 'string' ? { issuer: flat.iss } : {}),
    subject,
    email: address ? { value: address, verified } : null,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => !ours.has(name))),
  }
}

const findName = (attributes: Attributes, wanted: string) =>
  Object.keys(attributes).find(name => name.toLowerCase() === wanted)
