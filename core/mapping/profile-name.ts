import type { Claims } from '@postern/contract/claims.ts'
import type { Policy } from '@postern/contract/policy.ts'
import { own } from '../own.ts'
import { candidateLogin, propertyValue } from '../questions.ts'

/**
 * A profile's name: its type's naming attributes joined in order; without any, first and last name, then login.
 * Never the display name (seed 002).
 */
export function profileName(
  naming: readonly string[],
  attributes: Readonly<Record<string, string>>,
  claims: Claims,
  policy: Policy,
): string {
  const named = naming.map(uid => own(attributes, uid) ?? '').filter(part => part !== '')
  if (named.length > 0) return named.join(' ')
  const person = [propertyValue(claims, policy, 'firstName'), propertyValue(claims, policy, 'lastName')]
  const full = person.filter(part => part !== null).join(' ')
  return full || (candidateLogin(claims, policy) ?? claims.subject)
}
