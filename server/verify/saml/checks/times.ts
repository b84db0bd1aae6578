import type { Check } from '../expectations.ts'

/** SAML core §2.5.1: not before and not on or after, with the connection's clock tolerance on both sides. */
export const times: Check = ({ assertion, confirmation, expected, now }) => {
  const early = now.getTime() + expected.toleranceMilliseconds
  const late = now.getTime() - expected.toleranceMilliseconds
  if (assertion.notBefore && assertion.notBefore.getTime() > early) {
    return {
      refused: 'saml.not-yet-valid',
      step: 'times',
      expected: `now (${now.toISOString()})`,
      received: `not before ${assertion.notBefore.toISOString()}`,
    }
  }
  for (const end of [assertion.notOnOrAfter, confirmation?.notOnOrAfter ?? null]) {
    if (end && end.getTime() <= late) {
      return {
        refused: 'saml.expired',
        step: 'times',
        expected: `now (${now.toISOString()})`,
        received: `not on or after ${end.toISOString()}`,
      }
    }
  }
  return null
}
