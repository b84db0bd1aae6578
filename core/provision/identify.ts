import { nearMiss } from '../claim-value.ts'
import type { Provisioning } from '../decide.ts'
import type { AccountFact, MatchFact, ProfileFact } from '../facts.ts'
import { emailDomain, mayLinkByEmail } from '../matching/email.ts'
import { matchValue } from '../matching/match-value.ts'
import { own } from '../own.ts'
import { Refused } from '../refused.ts'
import type { Draft } from './draft.ts'

/** Who the claims are about. */
export type Person =
  | {
      readonly is: 'known'
      readonly account: AccountFact
      /** Whether the subject is linked to the account already. */
      readonly linked: boolean
      /** A matching profile for an account that has none. */
      readonly profile: ProfileFact | null
    }
  | { readonly is: 'new'; readonly profile: ProfileFact | null }

/**
 * Finds the person: first by link (connection, issuer, subject), then by the match attribute, also with registration
 * off: an account made beforehand lets its person in. Email never links by itself; as match attribute it counts only
 * when verified by a connection trusted for its domain.
 */
export function identify(input: Provisioning, draft: Draft): Person {
  const { facts, policy } = input
  if (facts.linked) {
    draft.because('link.known')
    const wanted = facts.linked.profile === null && policy.registration
    return {
      is: 'known',
      account: facts.linked,
      linked: true,
      profile: wanted ? unclaimed(input, draft) : null,
    }
  }
  const match = matched(input, draft)
  if (match?.account) {
    if (match.linkedElsewhere) throw new Refused('match.linked-elsewhere', { rule: 'match' })
    return { is: 'known', account: match.account, linked: false, profile: null }
  }
  if (!policy.registration) throw new Refused('registration.off', { rule: 'registration' })
  return { is: 'new', profile: match?.profile ?? null }
}

/** The matching profile for an account that has none; one that another account of the directory has is not taken away. */
function unclaimed(input: Provisioning, draft: Draft): ProfileFact | null {
  const match = matched(input, draft)
  if (match?.account) throw new Refused('match.linked-elsewhere', { rule: 'match' })
  return match?.profile ?? null
}

function matched(input: Provisioning, draft: Draft): MatchFact | null {
  const { claims, policy, facts } = input
  if (!policy.match) return null
  const value = matchValue(claims, policy)
  if (value === null) {
    const near = nearMiss(claims, policy.match.claim)
    throw new Refused('match.claim-missing', {
      rule: 'match',
      values: { claim: policy.match.claim, ...(near === null ? {} : { 'similar claim': near }) },
    })
  }
  const attribute = own(facts.attributes, policy.match.attribute)
  if (!attribute || attribute.archived) {
    throw new Refused('attribute.unknown', { rule: 'match', values: { attribute: policy.match.attribute } })
  }
  const values = { attribute: policy.match.attribute, value }
  if (facts.matches.length > 1) throw new Refused('match.ambiguous', { rule: 'match', values })
  const match = facts.matches[0]
  if (!match) {
    draft.because('match.none', { rule: 'match', values })
    return null
  }
  checkEmailMatch(input, draft, value, attribute.kind === 'email')
  draft.because('match.profile', { rule: 'match', values })
  return match
}

function checkEmailMatch(
  { claims, facts }: Provisioning,
  draft: Draft,
  value: string,
  isEmail: boolean,
): void {
  // an address in an attribute of another kind is an address all the same
  if (!isEmail && emailDomain(value) === null) return
  const verdict = mayLinkByEmail(claims, value, facts.connection.trustedDomains)
  if (verdict !== 'email.verified') throw new Refused(verdict, { rule: 'match', values: { value } })
  draft.because('email.verified', { rule: 'match', values: { value } })
}
