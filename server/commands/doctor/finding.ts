/** One line of the doctor: what was looked at, what was found, and how to mend it. */
export interface Finding {
  readonly check: string
  readonly level: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly mend?: string
}

export const ok = (check: string, says: string): Finding => ({ check, level: 'ok', says })
export const warn = (check: string, says: string, mend: string): Finding => ({
  check,
  level: 'warn',
  says,
  mend,
})
export const fail = (check: string, says: string, mend: string): Finding => ({
  check,
  level: 'fail',
  says,
  mend,
})
