import type { Claims } from '@postern/contract/claims.ts'

/**
 * The value of one claim as a policy reads it: several values are joined with a comma and a space, blanks count as
 * missing. `@subject` and `@email` name the verified identifiers; any other name is compared exactly.
 */
export function claimValue(claims: Claims, name: string): string | null {
  if (name === '@subject') return meaningful(claims.subject)
  if (name === '@email') return meaningful(claims.email?.value ?? '')
  const values = Object.hasOwn(claims.attributes, name) ? claims.attributes[name] : undefined
  return meaningful(
    (values ?? [])
      .map(value => value.trim())
      .filter(value => value !== '')
      .join(', '),
  )
}

function meaningful(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** A claim that was sent and differs from the wanted name only in case, as people often mistype. */
export function nearMiss(claims: Claims, wanted: string): string | null {
  const folded = wanted.toLowerCase()
  return Object.keys(claims.attributes).find(name => name !== wanted && name.toLowerCase() === folded) ?? null
}
