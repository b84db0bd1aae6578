import type { Check } from '../expectations.ts'

/** The identity key needs a subject: one NameID of plain text, at most 1,000 bytes (an index holds it), and not a transient one. */
export const subject: Check = ({ assertion }) => {
  const nameId = assertion.nameId
  const transient = nameId?.format === 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
  if (nameId && !transient && Buffer.byteLength(nameId.value) <= 1_000) return null
  return {
    refused: 'saml.subject-missing',
    step: 'subject',
    expected: 'a NameID that stays the same for one person',
    received: transient ? 'a transient NameID' : '(none usable)',
  }
}
