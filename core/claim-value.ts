import type { Claims } from '@postern/contract/claims.ts'
import { own } from './own.ts'

/**
 * The value of one claim as a policy reads it: several values are joined with a comma and a space, blanks count as
 * missing. `@subject` and `@email` name the verified identifiers; any other name is compared exactly.
 */
export function claimValue(claims: Claims, name: string): string | null {
  if (name === '@subject') return meaningful(claims.subject)
  if (name === '@email') return meaningful(claims.email?.value ?? '')
  return meaningful(
    (own(claims.attributes, name) ?? [])
      .map(value => value.trim())
      .filter(value => value !== '')
      .join(', '),
  )
}

function meaningful(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** A claim that was sent and differs from the wanted name only in case, as people often mistype; of several the first by name. */
export function nearMiss(claims: Claims, wanted: string): string | null {
  const folded = wanted.toLowerCase()
  const near = Object.keys(claims.attributes).filter(name => name !== wanted && name.toLowerCase() === folded)
  return near.sort()[0] ?? null
}
