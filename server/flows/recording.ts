import type { Claims } from '@postern/contract/claims.ts'
import { type Decision, kindOf } from '@postern/contract/decision.ts'
import type { AccountId, ProfileId } from '@postern/contract/ids.ts'
import type { RefusalCode } from '@postern/contract/reasons.ts'
import type { Facts } from '@postern/core/facts.ts'
import { redaction } from '@postern/core/redact.ts'
import type { AttemptRecord } from '../apply/records.ts'

interface Decided {
  readonly claims: Claims
  readonly facts: Facts
  readonly decision: Decision
  readonly now: Date
  readonly ids: { readonly account: AccountId; readonly profile: ProfileId }
  readonly policyVersion: number
}

/** What is kept of a decided sign-in: enough to decide it again, with every personal value replaced. */
export function recordingOf({
  claims,
  facts,
  decision,
  now,
  ids,
  policyVersion,
}: Decided): Pick<AttemptRecord, 'account' | 'outcome' | 'kind' | 'detail'> & { reason: RefusalCode | null } {
  const redacted = redaction()
  const recording = redacted.recording({ claims, facts })
  const { because, changes } = redacted.decision(decision)
  return {
    account: decision.outcome === 'admit' ? decision.account : (facts.linked?.id ?? null),
    outcome: decision.outcome === 'admit' ? 'admitted' : 'refused',
    reason: decision.outcome === 'admit' ? null : decision.reason,
    kind: kindOf(decision),
    detail: { policyVersion, decidedAt: now, ids, ...recording, because, changes },
  }
}
