import type { Claims } from '@postern/contract/claims.ts'
import type { AccountProperty, Policy } from '@postern/contract/policy.ts'
import { claimValue } from './claim-value.ts'
import { matchValue } from './matching/match-value.ts'

/** Exactly what must be known to decide about one person: `facts` answers these and nothing else. */
export interface Questions {
  readonly link: { readonly issuer: string; readonly subject: string }
  readonly match: {
    readonly attribute: string
    readonly value: string
    readonly profileType: string | null
  } | null
  /** Login the person would get, in normalized form. */
  readonly login: string | null
  readonly profileType: string | null
  readonly role: { readonly userType: string; readonly role: string } | null
  readonly location: string | null
  /** Uids of every attribute the policy writes or matches by. */
  readonly attributes: readonly string[]
}

/** Names what `decide` will read. Pure; the order of attributes is stable. */
export function ask(claims: Claims, policy: Policy): Questions {
  const value = matchValue(claims, policy)
  const login = candidateLogin(claims, policy)
  const attributes = new Set(policy.attributes.map(entry => entry.attribute))
  if (policy.match) attributes.add(policy.match.attribute)
  return {
    link: { issuer: claims.issuer, subject: claims.subject },
    match:
      policy.match && value !== null
        ? { attribute: policy.match.attribute, value, profileType: policy.profileType }
        : null,
    login: login === null ? null : loginKey(login),
    profileType: policy.profileCreation ? policy.profileType : null,
    role: policy.registration ? policy.defaults.role : null,
    location: policy.registration ? policy.defaults.location : null,
    attributes: [...attributes].sort(),
  }
}

/** The login a new account gets: the mapped or asserted address, else the subject. Null when both are blank. */
export function candidateLogin(claims: Claims, policy: Policy): string | null {
  return (
    propertyValue(claims, policy, 'email') ?? claimValue(claims, '@email') ?? claimValue(claims, '@subject')
  )
}

/** The value a policy maps to an account property, or null when unmapped, missing or blank. */
export function propertyValue(claims: Claims, policy: Policy, property: AccountProperty): string | null {
  const entry = policy.properties.find(candidate => candidate.property === property)
  return entry ? claimValue(claims, entry.claim) : null
}

/** How logins and addresses are compared: NFKC, trimmed, lower case. */
export function loginKey(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase()
}
