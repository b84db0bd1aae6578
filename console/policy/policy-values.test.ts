import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyPolicy, type Policy, policy } from '@postern/contract/policy.ts'
import { fieldOf, inWords, missing, policyOf, valuesOf } from './policy-values.ts'

const full: Policy = {
  registration: true,
  profileCreation: true,
  profileType: 'physician',
  match: { attribute: 'npi', claim: 'npi' },
  properties: [
    { property: 'lastName', claim: 'sn' },
    { property: 'email', claim: '@email' },
  ],
  attributes: [{ attribute: 'specialty', claim: 'department' }],
  defaults: { role: { userType: 'access', role: 'physician' }, location: 'Main building' },
}

test('a policy survives its form', () => {
  for (const document of [full, emptyPolicy]) {
    assert.deepEqual(policyOf(valuesOf(document)), document)
    assert.ok(policy.safeParse(policyOf(valuesOf(document))).success)
  }
})

test('complaints about the document find their fields', () => {
  const values = valuesOf(full)
  assert.equal(fieldOf('properties.0.claim', values), 'lastName')
  assert.equal(fieldOf('properties.1.claim', values), 'email')
  assert.equal(fieldOf('match.claim', values), 'matchClaim')
  assert.equal(fieldOf('match', valuesOf(emptyPolicy)), 'matchAttribute')
  assert.equal(fieldOf('defaults.role.role', values), 'role')
  assert.equal(fieldOf('attributes.0.claim', values), 'attributes.0.claim')
})

test('what was begun and not finished is named', () => {
  const values = { ...valuesOf(emptyPolicy), matchClaim: 'npi', attributes: [{ attribute: null, claim: '' }] }
  assert.deepEqual(Object.keys(missing(values)), [
    'matchAttribute',
    'attributes.0.attribute',
    'attributes.0.claim',
  ])
  assert.deepEqual(missing(valuesOf(full)), {})
})

test('the switches are put in words', () => {
  assert.match(inWords(valuesOf(full)), /new gets a profile and an account/)
  assert.match(inWords({ ...valuesOf(full), profileCreation: false }), /Without a profile they are refused/)
  assert.match(inWords(valuesOf(emptyPolicy)), /Nobody new/)
})
