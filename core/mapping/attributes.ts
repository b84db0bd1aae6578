import type { Identifier } from '@postern/contract/decision.ts'
import { claimValue, nearMiss } from '../claim-value.ts'
import type { Provisioning } from '../decide.ts'
import { matchForm, matchValue } from '../matching/match-value.ts'
import { own } from '../own.ts'
import type { Draft } from '../provision/draft.ts'
import { Refused } from '../refused.ts'
import { attributeText } from './attribute-text.ts'

interface Mapped {
  readonly attributes: Record<string, string>
  /** The mapped values people may be matched by. */
  readonly identifiers: Identifier[]
  readonly match: Identifier | null
}

/** Profile attributes as the policy draws them from claims, the match attribute among them (seed 000). */
export function mapAttributes({ claims, policy, facts }: Provisioning, draft: Draft): Mapped {
  const wanted = policy.attributes.map(entry => ({ ...entry, rule: `attributes.${entry.attribute}` }))
  if (policy.match && !wanted.some(entry => entry.attribute === policy.match?.attribute)) {
    wanted.push({ ...policy.match, rule: 'match' })
  }
  const mapped: Mapped & { match: Identifier | null } = { attributes: {}, identifiers: [], match: null }
  for (const { attribute, claim, rule } of wanted) {
    const fact = own(facts.attributes, attribute)
    if (!fact || fact.archived) throw new Refused('attribute.unknown', { rule, values: { attribute } })
    const raw = claimValue(claims, claim)
    if (raw === null) {
      const near = nearMiss(claims, claim)
      draft.because('map.claim-missing', { rule, values: { claim } })
      if (near !== null) draft.because('map.near-miss', { rule, values: { claim, sent: near } })
      continue
    }
    const value = attributeText(fact.kind, raw)
    if (value === null)
      throw new Refused('attribute.invalid', { rule, values: { attribute, kind: fact.kind, value: raw } })
    draft.because('map.attribute', { rule, values: { claim } })
    mapped.attributes[attribute] = value
    // the match attribute counts in any case, or the next sign-in would not find the profile that this one creates
    if (fact.identifier || attribute === policy.match?.attribute)
      mapped.identifiers.push({ attribute, value: matchForm(value) })
  }
  return { ...mapped, match: matchOf(claims, policy) }
}

function matchOf(claims: Provisioning['claims'], policy: Provisioning['policy']): Identifier | null {
  if (!policy.match) return null
  const value = matchValue(claims, policy)
  return value === null ? null : { attribute: policy.match.attribute, value }
}
