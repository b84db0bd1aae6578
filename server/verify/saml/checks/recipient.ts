import type { Check } from '../expectations.ts'

/** SAML profiles §4.1.4.2: the confirmation was made for our assertion consumer service. */
export const recipient: Check = ({ confirmation, expected }) => {
  if (confirmation?.recipient === expected.acsUrl) return null
  return {
    refused: 'saml.recipient',
    step: 'recipient',
    expected: expected.acsUrl,
    received: confirmation?.recipient ?? '(none)',
  }
}
