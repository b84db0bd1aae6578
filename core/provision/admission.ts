import type { Decision } from '@postern/contract/decision.ts'
import type { AccountId } from '@postern/contract/ids.ts'
import { Refused } from '../refused.ts'
import type { Draft } from './draft.ts'

/** A portal opens only to accounts whose roles grant it (seed 000, ROLES). */
export function admission(account: { id: AccountId; opensPortal: boolean }, draft: Draft): Decision {
  if (!account.opensPortal) throw new Refused('portal.no-role')
  draft.because('role.opens-portal')
  return draft.admit(account.id)
}
