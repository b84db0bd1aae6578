import type { Reason, RefusalCode } from '@postern/contract/reasons.ts'

/** Thrown inside the core to stop deciding; `decide` turns it into a refusal. Never leaves the core. */
export class Refused extends Error {
  readonly reason: Reason<RefusalCode>
  constructor(code: RefusalCode, detail: Omit<Reason, 'code'> = {}) {
    super(code)
    this.reason = { code, ...detail }
  }
}
