import assert from 'node:assert/strict'
import type { VerifiedSignIn } from '@postern/contract/claims.ts'
import { isRefusal, type Refusal } from '@postern/contract/reasons.ts'
import type { Expectations } from '@postern/server/verify/saml/expectations.ts'
import { verifySamlResponse } from '@postern/server/verify/saml/verify.ts'
import { now } from '../provisioning.ts'

/** Verifies a document as the ACS would get it, at the tests' now. */
export const verifyXml = (
  xml: string | Buffer,
  expected: Expectations,
  time = now,
): VerifiedSignIn | Refusal => verifySamlResponse(Buffer.from(xml).toString('base64'), expected, time)

export function accepted(xml: string | Buffer, expected: Expectations, time = now): VerifiedSignIn {
  const verified = verifyXml(xml, expected, time)
  assert.ok(!isRefusal(verified), `refused: ${JSON.stringify(verified)}`)
  return verified
}

export function refused(xml: string | Buffer, expected: Expectations, time = now): Refusal {
  const verified = verifyXml(xml, expected, time)
  assert.ok(isRefusal(verified), `accepted: ${JSON.stringify(verified)}`)
  return verified
}

/** The claims as plain objects: what is read has no prototype. */
export const claimsOf = ({ claims }: VerifiedSignIn) => ({
  ...claims,
  attributes: { ...claims.attributes },
})
