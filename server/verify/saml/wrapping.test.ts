import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { isRefusal } from '@postern/contract/reasons.ts'
import fc from 'fast-check'
import {
  assertionId,
  type IdentityProvider,
  identityProvider,
  responseId,
  responseXml,
} from '../../../testdata/saml/response.ts'
import { accepted, claimsOf, refused, verifyXml } from '../../../testdata/saml/verifying.ts'
import {
  afterIssuer,
  evil,
  evilSameId,
  inSignature,
  type Parts,
  partsOf,
  places,
  wrappings,
} from '../../../testdata/saml/wrapping.ts'

let idp: IdentityProvider
let onResponse: Parts
let onAssertion: Parts
before(async () => {
  idp = await identityProvider()
  onResponse = partsOf(idp.sign(responseXml(), responseId))
  onAssertion = partsOf(idp.respond())
})

for (const [name, wrap] of Object.entries(wrappings)) {
  test(`saml.malformed: ${name}`, () => {
    const wrapped = wrap(onResponse, onAssertion)
    assert.ok(wrapped.includes('mallory') && wrapped.includes('alice') && wrapped.includes('ds:Signature'))
    const refusal = refused(wrapped, idp.expected)
    assert.equal(refusal.refused, 'saml.malformed')
    assert.equal(refusal.received, '2 assertions')
    assert.equal(accepted(onResponse.response, idp.expected).claims.subject, 'alice')
    assert.equal(accepted(onAssertion.response, idp.expected).claims.subject, 'alice')
  })
}

const moved: readonly [string, string, () => string][] = [
  [
    'saml.signature',
    'the signature moved to an evil assertion',
    () => afterIssuer(evil, onAssertion.signature),
  ],
  [
    'saml.signature',
    'an evil assertion under the signed id',
    () => afterIssuer(evilSameId, onAssertion.signature),
  ],
  [
    'saml.unsigned',
    'the signature moved to the end of the Subject',
    () => onAssertion.bare.replace('</saml:Subject>', `${onAssertion.signature}</saml:Subject>`),
  ],
  [
    'saml.signature',
    'two signatures on one assertion',
    () => afterIssuer(onAssertion.bare, onAssertion.signature + onAssertion.signature),
  ],
  [
    'saml.signature',
    'an attribute added',
    () =>
      onAssertion.assertion.replace(
        '</saml:AttributeStatement>',
        '<saml:Attribute Name="role"/></saml:AttributeStatement>',
      ),
  ],
  ['saml.signature', 'a letter changed', () => onAssertion.assertion.replace('alice', 'alicf')],
  [
    'saml.signature',
    'white space added between elements',
    () => onAssertion.assertion.replace('<saml:Conditions', ' <saml:Conditions'),
  ],
]

for (const [code, what, compose] of moved) {
  test(`${code}: ${what}`, () => {
    assert.equal(refused(responseXml({}, compose()), idp.expected).refused, code)
    accepted(responseXml({}, onAssertion.assertion), idp.expected)
  })
}

test('saml.malformed: a genuine assertion moved anywhere else in the response', () => {
  for (const [place, wrap] of Object.entries(places)) {
    if (place === 'nothing') continue
    const where = place === 'StatusDetail' ? 'status' : 'extensions'
    const elsewhere = responseXml({ [where]: wrap(onAssertion.assertion) }, '')
    assert.equal(refused(elsewhere, idp.expected).refused, 'saml.malformed', place)
  }
})

test('saml.signature: a signed response whose assertion was exchanged for an evil or another genuine one', () => {
  const later = partsOf(idp.respond({ assertionAttributes: ' xml:lang="en"' }))
  for (const assertion of [evil, evilSameId, later.assertion]) {
    const exchanged = onResponse.response.replace(onResponse.assertion, assertion)
    assert.equal(refused(exchanged, idp.expected).refused, 'saml.signature')
  }
})

/** Pieces of genuine and evil documents, nested at random. */
function compositions(): fc.Arbitrary<string> {
  const { signature, assertion, bare } = onAssertion
  const piece = fc.constantFrom(
    ...[assertion, bare, evil, evilSameId, signature, onResponse.signature],
    ...[afterIssuer(evil, signature), afterIssuer(evilSameId, signature), inSignature(signature, bare)],
    ...[afterIssuer(evilSameId, inSignature(signature, assertion)), onResponse.response],
    ...[onResponse.response.replace(onResponse.signature, ''), onResponse.assertion],
  )
  const { nested } = fc.letrec<{ nested: string }>(tie => ({
    nested: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      piece,
      fc
        .tuple(fc.constantFrom(...Object.values(places)), tie('nested'))
        .map(([place, inner]) => place(inner)),
      fc.tuple(tie('nested'), tie('nested')).map(([a, b]) => a + b),
      fc.tuple(piece, tie('nested')).map(([around, inner]) => afterIssuer(around, inner)),
      fc
        .tuple(piece, tie('nested'))
        .map(([around, inner]) => around.replace(/<\/[^>]+>$/, end => inner + end)),
    ),
  }))
  const extensions = fc.oneof(fc.constant(''), nested)
  const status = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    nested.map(inner => ({ status: places.StatusDetail?.(inner) ?? '' })),
  )
  const id = fc.constantFrom(responseId, assertionId, '_other')
  return fc
    .tuple(extensions, status, nested, id)
    .map(([before, detail, content, is]) =>
      responseXml({ extensions: before, ...detail }, content).replace(responseId, is),
    )
}

test('no composition of genuine and evil pieces lets anybody in but the person who was signed for', () => {
  const genuine = claimsOf(accepted(onAssertion.response, idp.expected))
  let admitted = 0
  fc.assert(
    fc.property(compositions(), xml => {
      const verified = verifyXml(xml, idp.expected)
      if (isRefusal(verified)) return
      admitted++
      assert.deepEqual(claimsOf(verified), genuine)
    }),
    { numRuns: 4_000 },
  )
  assert.ok(admitted > 0, 'some compositions are the genuine document')
})
