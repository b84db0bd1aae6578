import type { Explanation } from './api/fields.ts'
import { type Reason, type ReasonEntry, reasons } from './reasons.ts'

/** A reason with its sentence and its remedy, as console, API and simulator show it. */
export function explain(reason: {
  code: Reason['code']
  rule?: string | undefined
  values?: Readonly<Record<string, string>> | undefined
}): Explanation {
  const { effect, says, remedy }: ReasonEntry = reasons[reason.code]
  return {
    code: reason.code,
    effect,
    rule: reason.rule ?? null,
    values: { ...reason.values },
    says,
    remedy: remedy ?? null,
  }
}
