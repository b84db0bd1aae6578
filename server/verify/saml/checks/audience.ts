import type { Check } from '../expectations.ts'

/** SAML profiles §4.1.4.2: at least one AudienceRestriction, and each names us. */
export const audience: Check = ({ assertion, expected }) => {
  const met =
    assertion.audiences.length > 0 && assertion.audiences.every(list => list.includes(expected.spEntityId))
  if (met) return null
  return {
    refused: 'saml.audience',
    step: 'audience',
    expected: expected.spEntityId,
    received: assertion.audiences.flat().join(' ') || '(none)',
  }
}
