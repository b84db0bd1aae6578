import type { Check } from '../expectations.ts'

/** SAML bindings §3.5.5.2: a Destination, where present, is the address the response came to. */
export const destination: Check = ({ envelope, expected }) => {
  if (envelope.destination === null || envelope.destination === expected.acsUrl) return null
  return {
    refused: 'saml.destination',
    step: 'destination',
    expected: expected.acsUrl,
    received: envelope.destination,
  }
}
