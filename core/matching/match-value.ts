import type { Claims } from '@postern/contract/claims.ts'
import type { Policy } from '@postern/contract/policy.ts'
import { claimValue } from '../claim-value.ts'

/** The form in which values that match people are stored and looked up: trimmed, white space as single blanks. */
export function matchForm(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** What a policy matches this person by, or null when it does not match or the claim is missing or blank. */
export function matchValue(claims: Claims, policy: Policy): string | null {
  const value = policy.match ? claimValue(claims, policy.match.claim) : null
  return value === null ? null : matchForm(value)
}
