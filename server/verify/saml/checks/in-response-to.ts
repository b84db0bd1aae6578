import type { Check } from '../expectations.ts'

/**
 * SAML profiles §4.1.4.2: the confirmation answers a request, and the envelope the same one. Whether the request
 * was ours and is still in flight is decided with the facts.
 */
export const inResponseTo: Check = ({ envelope, confirmation }) => {
  const asked = confirmation?.inResponseTo ?? null
  if (asked !== null && (envelope.inResponseTo === null || envelope.inResponseTo === asked)) return null
  return {
    refused: 'saml.in-response-to',
    step: 'in-response-to',
    expected: envelope.inResponseTo ?? 'the id of a request',
    received: asked ?? '(none)',
  }
}
