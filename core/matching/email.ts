import type { Claims } from '@postern/contract/claims.ts'

/** The domain of an address, lower case; null when the text is not one address. */
export function emailDomain(text: string): string | null {
  const match = /^[^\s@,]+@([^\s@,]+\.[^\s@,]+)$/.exec(text.trim())
  return match?.[1]?.toLowerCase() ?? null
}

/**
 * Whether an address from claims may identify somebody who exists already: it must be the one the issuer says it
 * verified, and the connection must be trusted for the domain (nOAuth; design §7.1).
 */
export function mayLinkByEmail(
  claims: Claims,
  value: string,
  trustedDomains: readonly string[],
): 'email.verified' | 'email.unverified' | 'email.domain-untrusted' {
  const asserted = claims.email
  if (!asserted?.verified || asserted.value.trim().toLowerCase() !== value.trim().toLowerCase())
    return 'email.unverified'
  const domain = emailDomain(value)
  return domain !== null && trustedDomains.includes(domain) ? 'email.verified' : 'email.domain-untrusted'
}
