import { isStorable } from '@postern/contract/storable.ts'

/** Claims that describe the token, not the person. */
const protocol = new Set([
  'iss',
  'aud',
  'azp',
  'exp',
  'iat',
  'nbf',
  'nonce',
  'at_hash',
  'c_hash',
  's_hash',
  'jti',
  'auth_time',
  'acr',
  'amr',
  'sid',
])

/**
 * Claims as named lists of text: numbers and booleans in their JSON form, lists value by value, members of objects
 * as `name.member`. Null, nested lists and texts that
 * cannot be stored are left out.
 */
export function readAttributes(claims: Readonly<Record<string, unknown>>): Record<string, string[]> {
  // no prototype: a claim may be called anything
  const read: Record<string, string[]> = Object.create(null)
  for (const [name, value] of Object.entries(claims)) {
    if (protocol.has(name)) continue
    if (isRecord(value)) {
      for (const [member, inner] of Object.entries(value)) put(read, `${name}.${member}`, inner)
    } else put(read, name, value)
  }
  return read
}

function put(read: Record<string, string[]>, name: string, value: unknown): void {
  const texts = (Array.isArray(value) ? value : [value]).flatMap(text)
  if (texts.length > 0 && isStorable(name)) read[name] = texts
}

function text(value: unknown): string[] {
  if (typeof value === 'string') return isStorable(value) ? [value] : []
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
