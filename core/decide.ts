import type { Claims } from '@postern/contract/claims.ts'
import type { Decision } from '@postern/contract/decision.ts'
import type { AccountId, ProfileId } from '@postern/contract/ids.ts'
import type { Policy } from '@postern/contract/policy.ts'
import type { Facts } from './facts.ts'
import { admission } from './provision/admission.ts'
import { checkDoor } from './provision/door.ts'
import { Draft } from './provision/draft.ts'
import { identify } from './provision/identify.ts'
import { newcomer } from './provision/newcomer.ts'
import { returning } from './provision/returning.ts'
import { Refused } from './refused.ts'

/** Everything one decision is made from. Ids of rows that may come to be are arguments, like the time. */
export interface Provisioning {
  readonly claims: Claims
  readonly policy: Policy
  readonly facts: Facts
  readonly now: Date
  readonly ids: { readonly account: AccountId; readonly profile: ProfileId }
}

/**
 * Decides about one person who came through a connection: who this is, what policy gives them, and whether the
 * portal opens. Total: every input yields an admission or a refusal with its reason. Seeds 000 (JIT, roles) and 003.
 */
export function decide(input: Provisioning): Decision {
  const draft = new Draft()
  try {
    checkDoor(input)
    const person = identify(input, draft)
    const account = person.is === 'known' ? returning(input, draft, person) : newcomer(input, draft, person)
    return admission(account, draft)
  } catch (thrown) {
    if (thrown instanceof Refused) return draft.refuse(thrown.reason)
    throw thrown
  }
}
