import type { Check } from '../expectations.ts'

/** SAML core §2.2.5: both issuers, where present, are the configured entity id, exactly. */
export const issuer: Check = ({ envelope, assertion, expected }) => {
  const wrong = [assertion.issuer, envelope.issuer].find(id => id !== null && id !== expected.idpEntityId)
  if (wrong === undefined) return null
  return { refused: 'saml.issuer', step: 'issuer', expected: expected.idpEntityId, received: wrong ?? '' }
}
