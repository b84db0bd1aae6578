import type { ConnectionId } from './ids.ts'

declare const verified: unique symbol

/** What a verifier read about one person. `verify` and `directory` alone may brand it. */
export interface Claims {
  readonly connection: ConnectionId
  /** SAML entity id or OIDC issuer, as asserted and checked. */
  readonly issuer: string
  /** Immutable identifier at the issuer: SAML NameID, OIDC `sub`. Compared exactly. */
  readonly subject: string
  readonly email: { readonly value: string; readonly verified: boolean } | null
  /** Attribute name, case-sensitive, to its values in order. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/** Claims whose origin was checked: signature, audience, times. Made only by `verify` and `directory`. */
export type VerifiedClaims = Claims & { readonly [verified]: true }

/** Marks claims as verified. Importable by `verify` and `directory` alone (import rules). */
export function brandVerified(claims: Claims): VerifiedClaims {
  return claims as VerifiedClaims
}

/** What one verified sign-in carries beside the person's claims. */
export interface VerifiedSignIn {
  readonly claims: VerifiedClaims
  /** The token of the flow that asked for it: InResponseTo or state. Null for an unsolicited response. */
  readonly flowToken: string | null
  /** Consumed once across all nodes: assertion id, or the id token's hash. */
  readonly assertion: { readonly id: string; readonly expiresAt: Date }
  /** What the issuer calls this session, for logout. */
  readonly upstream: Upstream
}

export interface Upstream {
  readonly sessionIndex?: string
  readonly nameIdFormat?: string
}
