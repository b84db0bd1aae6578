import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { RefusalCode } from '@postern/contract/reasons.ts'
import { now } from '../../../testdata/provisioning.ts'
import {
  acs,
  at,
  attributesXml,
  attributeXml,
  audienceXml,
  conditionsXml,
  confirmationData,
  confirmationXml,
  type IdentityProvider,
  identityProvider,
  nameIdXml,
  type ResponseParts,
  sp,
} from '../../../testdata/saml/response.ts'
import { accepted, claimsOf, refused } from '../../../testdata/saml/verifying.ts'

let idp: IdentityProvider
before(async () => {
  idp = await identityProvider()
})

const other = 'https://other.example'
const issuerXml = (text: string) =>
  `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${text}</saml:Issuer>`
const withData = (change: Record<string, string | null>) => ({
  confirmation: confirmationXml(confirmationData(change)),
})
const statusXml = (value: string) => `<samlp:Status><samlp:StatusCode Value="${value}"/></samlp:Status>`

// each differs from the accepted response by one change
const spoilt: readonly [RefusalCode, string, Partial<ResponseParts>][] = [
  ['saml.issuer', 'another issuer in the assertion', { issuer: other }],
  ['saml.issuer', 'another issuer on the response', { responseIssuer: issuerXml(other) }],
  ['saml.issuer', 'the issuer in other letters', { issuer: 'https://IDP.example.test/saml' }],
  ['saml.issuer', 'a trailing slash', { issuer: 'https://idp.example.test/saml/' }],
  ['saml.malformed', 'no issuer in the assertion', { issuer: '' }],
  ['saml.destination', 'another destination', { destination: ` Destination="${other}"` }],
  ['saml.destination', 'an empty destination', { destination: ' Destination=""' }],
  ['saml.audience', 'another audience', { conditions: conditionsXml(audienceXml(other)) }],
  ['saml.audience', 'no audience', { conditions: conditionsXml('') }],
  ['saml.audience', 'no conditions', { conditions: '' }],
  ['saml.audience', 'an empty restriction', { conditions: conditionsXml(audienceXml()) }],
  [
    'saml.audience',
    'a second restriction without us',
    { conditions: conditionsXml(audienceXml(sp) + audienceXml(other)) },
  ],
  ['saml.audience', 'our name as a prefix', { conditions: conditionsXml(audienceXml(`${sp}.evil.example`)) }],
  [
    'saml.malformed',
    'a condition nobody understands',
    { conditions: conditionsXml(`${audienceXml(sp)}<saml:Condition/>`) },
  ],
  [
    'saml.malformed',
    'two sets of conditions',
    { conditions: conditionsXml(audienceXml(sp)) + conditionsXml(audienceXml(sp)) },
  ],
  ['saml.recipient', 'another recipient', withData({ Recipient: `${acs}/other` })],
  ['saml.recipient', 'no recipient', withData({ Recipient: null })],
  ['saml.in-response-to', 'an unsolicited assertion', withData({ InResponseTo: null })],
  [
    'saml.in-response-to',
    'unsolicited altogether',
    { ...withData({ InResponseTo: null }), responseInResponseTo: '' },
  ],
  ['saml.in-response-to', 'another request on the response', { responseInResponseTo: ' InResponseTo="_b"' }],
  ['saml.confirmation', 'no end', withData({ NotOnOrAfter: null })],
  ['saml.confirmation', 'a beginning', withData({ NotBefore: at(-1) })],
  ['saml.confirmation', 'no confirmation', { confirmation: '' }],
  ['saml.confirmation', 'no confirmation data', { confirmation: confirmationXml('') }],
  [
    'saml.confirmation',
    'a holder-of-key confirmation',
    { confirmation: confirmationXml(confirmationData(), 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key') },
  ],
  ['saml.not-yet-valid', 'not valid yet', { conditions: conditionsXml(audienceXml(sp), at(1.01)) }],
  ['saml.expired', 'conditions that ended', { conditions: conditionsXml(audienceXml(sp), at(-9), at(-1)) }],
  ['saml.expired', 'a confirmation that ended', withData({ NotOnOrAfter: at(-1) })],
  ['saml.malformed', 'a time that is none', withData({ NotOnOrAfter: 'tomorrow' })],
  ['saml.malformed', 'a time of another zone', withData({ NotOnOrAfter: '2026-11-21T14:00:00+02:00' })],
  ['saml.malformed', 'a day that does not exist', withData({ NotOnOrAfter: '2026-13-41T14:00:00Z' })],
  ['saml.subject-missing', 'an empty NameID', { nameId: nameIdXml(' ') }],
  ['saml.subject-missing', 'no NameID', { nameId: '' }],
  ['saml.subject-missing', 'two NameIDs', { nameId: nameIdXml('alice') + nameIdXml('mallory') }],
  [
    'saml.subject-missing',
    'a transient NameID',
    { nameId: nameIdXml('alice', 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient') },
  ],
  ['saml.subject-missing', 'an element in the NameID', { nameId: nameIdXml('alice<saml:b>.evil</saml:b>') }],
  ['saml.malformed', 'an instruction in the NameID', { nameId: nameIdXml('alice<?a b?>.evil') }],
  [
    'saml.malformed',
    'an instruction in an attribute',
    { statements: attributesXml(attributeXml('npi', '1<?a?>2')) },
  ],
  [
    'saml.malformed',
    'an instruction in the audience',
    { conditions: conditionsXml(audienceXml(`${sp}<?a?>`)) },
  ],
  ['saml.subject-missing', 'an overlong NameID', { nameId: nameIdXml('a'.repeat(1_001)) }],
  ['saml.subject-missing', 'a NameID too long for an index', { nameId: nameIdXml('語'.repeat(334)) }],
  [
    'saml.malformed',
    'two subjects',
    {
      subject: `<saml:Subject>${nameIdXml('a')}${confirmationXml(confirmationData())}</saml:Subject><saml:Subject/>`,
    },
  ],
  ['saml.status', 'a failure', { status: statusXml('urn:oasis:names:tc:SAML:2.0:status:Responder') }],
  ['saml.status', 'no status', { status: '' }],
  [
    'saml.status',
    'two statuses',
    {
      status: `${statusXml('urn:oasis:names:tc:SAML:2.0:status:Success')}${statusXml('urn:oasis:names:tc:SAML:2.0:status:Success')}`,
    },
  ],
]

for (const [code, what, parts] of spoilt) {
  test(`${code}: ${what}`, () => {
    assert.equal(refused(idp.respond(parts), idp.expected).refused, code)
    accepted(idp.respond(), idp.expected)
  })
}

const bent: readonly [string, Partial<ResponseParts>][] = [
  ['no destination', { destination: '' }],
  ['no issuer on the response', { responseIssuer: '' }],
  ['no request on the response', { responseInResponseTo: '' }],
  ['several audiences, one of them ours', { conditions: conditionsXml(audienceXml(other, sp)) }],
  [
    'two restrictions that both name us',
    { conditions: conditionsXml(audienceXml(sp) + audienceXml(sp, other)) },
  ],
  ['conditions without times', { conditions: conditionsXml(audienceXml(sp), null, null) }],
  [
    'conditions that every party understands',
    { conditions: conditionsXml(`${audienceXml(sp)}<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>`) },
  ],
  ['white space around names', { conditions: conditionsXml(audienceXml(`\n  ${sp}\n`)) }],
  ['a beginning within the tolerance', { conditions: conditionsXml(audienceXml(sp), at(1)) }],
  ['an end within the tolerance', { conditions: conditionsXml(audienceXml(sp), at(-9), at(-0.99)) }],
  ['times with seven decimals', withData({ NotOnOrAfter: '2026-11-21T12:05:00.1234567Z' })],
  ['the longest NameID', { nameId: nameIdXml('a'.repeat(1_000)) }],
  [
    'another confirmation before the bearer one',
    {
      confirmation:
        confirmationXml(confirmationData(), 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches') +
        confirmationXml(confirmationData()),
    },
  ],
]

for (const [what, parts] of bent) {
  test(`accepted: ${what}`, () => void accepted(idp.respond(parts), idp.expected))
}

test('what is read: subject, claims in order, flow, assertion, session', () => {
  const attributes = [
    attributeXml('npi', '1093817465'),
    attributeXml('mail', 'alice@mercy.example'),
    attributeXml('team', 'red', ' ', '&lt;blue&gt;'),
    attributeXml('team', 'green'),
    attributeXml('__proto__', 'polluted'),
  ]
  const verified = accepted(idp.respond({ statements: attributesXml(...attributes) }), idp.expected)
  assert.equal(verified.claims.subject, 'alice')
  assert.equal(verified.claims.issuer, 'https://idp.example.test/saml')
  assert.deepEqual(verified.claims.email, { value: 'alice@mercy.example', verified: true })
  assert.deepEqual(Object.entries(verified.claims.attributes), [
    ['npi', ['1093817465']],
    ['mail', ['alice@mercy.example']],
    ['team', ['red', '', '<blue>', 'green']],
    ['__proto__', ['polluted']],
  ])
  assert.equal(claimsOf(verified).connection, idp.expected.connection)
  assert.equal(verified.flowToken, 'token-1')
  assert.equal(verified.assertion.id, '_assertion-1')
  assert.equal(verified.assertion.expiresAt.getTime(), now.getTime() + 6 * 60_000, 'end and tolerance')
  assert.deepEqual(verified.upstream, {
    sessionIndex: '_session-1',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  })
})

test('an address as NameID is the email; another NameID is not', () => {
  const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  const { claims } = accepted(idp.respond({ nameId: nameIdXml('a@mercy.example', format) }), idp.expected)
  assert.deepEqual(claims.email, { value: 'a@mercy.example', verified: true })
  const persistent = accepted(idp.respond({ nameId: nameIdXml('a@mercy.example') }), idp.expected)
  assert.equal(persistent.claims.email, null)
})
