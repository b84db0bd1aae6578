import type { AccountProperty } from '@postern/contract/policy.ts'
import { nearMiss } from '../claim-value.ts'
import type { Provisioning } from '../decide.ts'
import { propertyValue } from '../questions.ts'
import type { Draft } from './draft.ts'

/** Account properties as the policy draws them from claims; a missing claim changes nothing. */
export function mapProperties(
  { claims, policy }: Provisioning,
  draft: Draft,
): Partial<Record<AccountProperty, string>> {
  const mapped: Partial<Record<AccountProperty, string>> = {}
  for (const { property, claim } of policy.properties) {
    const rule = `properties.${property}`
    const value = propertyValue(claims, policy, property)
    if (value === null) {
      const near = nearMiss(claims, claim)
      draft.because('map.claim-missing', { rule, values: { claim } })
      if (near !== null) draft.because('map.near-miss', { rule, values: { claim, sent: near } })
      continue
    }
    draft.because('map.property', { rule, values: { claim } })
    mapped[property] = value
  }
  return mapped
}
