import type { Check } from '../expectations.ts'

/** SAML profiles §4.1.4.2: a bearer confirmation with data that limits its time. */
export const confirmation: Check = ({ confirmation }) => {
  if (confirmation?.notOnOrAfter && confirmation.notBefore === null) return null
  return {
    refused: 'saml.confirmation',
    step: 'confirmation',
    expected: 'SubjectConfirmation of method bearer with NotOnOrAfter and without NotBefore',
    received: confirmation === null ? '(none)' : 'a confirmation without these limits',
  }
}
