import type { Change, Decision } from '@postern/contract/decision.ts'
import type { AccountId } from '@postern/contract/ids.ts'
import { type ExplanationCode, type Reason, type RefusalCode, reasons } from '@postern/contract/reasons.ts'

/** Collects changes and reasons while one decision is made. */
export class Draft {
  readonly #changes: Change[] = []
  readonly #because: Reason<ExplanationCode>[] = []

  change(change: Change): void {
    this.#changes.push(change)
  }

  because(code: ExplanationCode, detail: Omit<Reason, 'code'> = {}): void {
    this.#because.push({ code, ...detail })
  }

  admit(account: AccountId): Decision {
    return { outcome: 'admit', account, changes: this.#changes, because: this.#because }
  }

  refuse(reason: Reason<RefusalCode>): Decision {
    return {
      outcome: reasons[reason.code].effect === 'review' ? 'review' : 'refuse',
      reason: reason.code,
      changes: [],
      because: [...this.#because, reason],
    }
  }
}
