import { brandVerified, type VerifiedSignIn } from '@postern/contract/claims.ts'
import type { Refusal } from '@postern/contract/reasons.ts'
import type { XmlDocument, XmlElement } from 'libxml2-wasm'
import { audience } from './checks/audience.ts'
import { confirmation } from './checks/confirmation.ts'
import { destination } from './checks/destination.ts'
import { inResponseTo } from './checks/in-response-to.ts'
import { issuer } from './checks/issuer.ts'
import { recipient } from './checks/recipient.ts'
import { subject } from './checks/subject.ts'
import { times } from './checks/times.ts'
import type { Check, Checked, Expectations } from './expectations.ts'
import { type Assertion, readAssertion, readEnvelope } from './read-response.ts'
import { requestToken } from './request-id.ts'
import { checkSignature, type SignatureOutcome } from './signature.ts'
import { elements, isNamed, namespaces, only, parseXml } from './xml.ts'

/** Execution order is table order. Status and signature come before: without them there is nothing to check. */
const checks: readonly Check[] = [
  issuer,
  destination,
  audience,
  confirmation,
  recipient,
  inResponseTo,
  times,
  subject,
]

const maximumBytes = 524_288

/**
 * Verifies a SAML response (web browser SSO profile, POST binding) and reads who signed in.
 * @param encoded the SAMLResponse field, base64
 */
export function verifySamlResponse(
  encoded: string,
  expected: Expectations,
  now: Date,
): VerifiedSignIn | Refusal {
  if (encoded.length > (maximumBytes * 4) / 3)
    return {
      refused: 'saml.too-large',
      step: 'parse',
      expected: `${maximumBytes} bytes`,
      received: `${encoded.length} characters`,
    }
  const bytes = decode(encoded)
  const document = bytes && parseXml(bytes)
  if (!document) return { refused: 'saml.malformed', step: 'parse' }
  try {
    return verifyDocument(document, expected, now)
  } finally {
    document.dispose()
  }
}

function decode(encoded: string): Uint8Array | null {
  const compact = encoded.replace(/[\r\n\t ]/g, '')
  return compact !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(compact) ? Buffer.from(compact, 'base64') : null
}

function verifyDocument(document: XmlDocument, expected: Expectations, now: Date): VerifiedSignIn | Refusal {
  const root = document.root
  if (!isNamed(root, namespaces.samlp, 'Response'))
    return { refused: 'saml.malformed', step: 'parse', expected: 'samlp:Response', received: root.name }
  const envelope = readEnvelope(root)
  if (envelope.status !== 'urn:oasis:names:tc:SAML:2.0:status:Success') {
    return {
      refused: 'saml.status',
      step: 'status',
      expected: 'Success',
      received: [envelope.status, envelope.statusDetail].filter(Boolean).join(' '),
    }
  }
  const assertion = signedAssertion(document, root, expected)
  if ('refused' in assertion) return assertion
  const checked: Checked = {
    envelope,
    assertion,
    confirmation: assertion.confirmations[0] ?? null,
    expected,
    now,
  }
  for (const check of checks) {
    const refusal = check(checked)
    if (refusal) return refusal
  }
  return signIn(checked)
}

/** The one assertion, read from bytes that a configured key signed. */
function signedAssertion(
  document: XmlDocument,
  root: XmlElement,
  expected: Expectations,
): Assertion | Refusal {
  if (elements(root, '//saml:EncryptedAssertion').length > 0)
    return { refused: 'saml.encrypted', step: 'parse' }
  const all = elements(root, '//saml:Assertion')
  const assertion = only(root, 'saml:Assertion')
  // a second assertion anywhere is what signature wrapping needs
  if (!assertion || all.length !== 1) {
    return {
      refused: 'saml.malformed',
      step: 'parse',
      expected: 'one assertion',
      received: `${all.length} assertions`,
    }
  }
  // the response first: checking the assertion takes its signature out of the document
  const onResponse = checkSignature(document, root, expected.keys)
  if (onResponse.is === 'refused')
    return { refused: 'saml.signature', step: 'signature', received: onResponse.why }
  if (onResponse.is === 'absent' && expected.wantResponseSigned)
    return { refused: 'saml.unsigned', step: 'signature', expected: 'a signed response' }
  const onAssertion = checkSignature(document, assertion, expected.keys)
  if (onAssertion.is === 'refused')
    return { refused: 'saml.signature', step: 'signature', received: onAssertion.why }
  return readSigned(onResponse, onAssertion)
}

function readSigned(onResponse: SignatureOutcome, onAssertion: SignatureOutcome): Assertion | Refusal {
  const signed =
    onAssertion.is === 'valid' ? onAssertion.signed : onResponse.is === 'valid' ? onResponse.signed : null
  if (signed === null)
    return { refused: 'saml.unsigned', step: 'signature', expected: 'a signed assertion or response' }
  const document = parseXml(signed)
  try {
    const element =
      document && (onAssertion.is === 'valid' ? document.root : only(document.root, 'saml:Assertion'))
    const assertion =
      element && isNamed(element, namespaces.saml, 'Assertion') ? readAssertion(element) : null
    return assertion ?? { refused: 'saml.malformed', step: 'read' }
  } finally {
    document?.dispose()
  }
}

function signIn({ assertion, confirmation, expected }: Checked): VerifiedSignIn | Refusal {
  if (!assertion.nameId || !confirmation?.notOnOrAfter) return { refused: 'saml.malformed', step: 'read' }
  return {
    claims: brandVerified({
      connection: expected.connection,
      issuer: assertion.issuer,
      subject: assertion.nameId.value,
      email: emailOf(assertion),
      attributes: assertion.attributes,
    }),
    flowToken: confirmation.inResponseTo === null ? null : requestToken(confirmation.inResponseTo),
    assertion: {
      id: assertion.id,
      expiresAt: new Date(confirmation.notOnOrAfter.getTime() + expected.toleranceMilliseconds),
    },
    upstream: {
      ...(assertion.sessionIndex === null ? {} : { sessionIndex: assertion.sessionIndex }),
      ...(assertion.nameId.format === null ? {} : { nameIdFormat: assertion.nameId.format }),
    },
  }
}

const emailAttributes = [
  'email',
  'mail',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
]

/**
 * The address an assertion carries. SAML has no notion of a verified address: the identity provider vouches for
 * it by signing, and the connection's trusted domains limit for whom it may.
 */
function emailOf({ nameId, attributes }: Assertion): { value: string; verified: boolean } | null {
  const byFormat =
    nameId?.format === 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' ? nameId.value : undefined
  const value =
    byFormat ?? emailAttributes.map(name => attributes[name]?.[0]).find(candidate => candidate !== undefined)
  return value ? { value, verified: true } : null
}
