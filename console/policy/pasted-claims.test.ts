import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pastedClaims } from '@postern/contract/api/simulate.ts'
import { readPasted, UnreadableClaims } from './pasted-claims.ts'

test('an id token’s payload is read as the verifier reads it', () => {
  const read = readPasted(
    JSON.stringify({
      iss: 'https://id.example.org',
      aud: 'postern',
      exp: 1,
      sub: 'a1',
      email: 'ada@example.org',
      email_verified: true,
      groups: ['staff', 'on-call'],
      address: { country: 'NO', codes: [1, 2] },
      nothing: null,
    }),
  )
  assert.deepEqual(read, {
    issuer: 'https://id.example.org',
    subject: 'a1',
    email: { value: 'ada@example.org', verified: true },
    attributes: {
      sub: ['a1'],
      email: ['ada@example.org'],
      email_verified: ['true'],
      groups: ['staff', 'on-call'],
      'address.country': ['NO'],
      'address.codes': ['1', '2'],
    },
  })
  assert.ok(pastedClaims.safeParse(read).success)
})

test('lines of names and values are read, also where the name is an address', () => {
  const read = readPasted(`
    NameID: person-7
    http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname: Ada
    memberOf = staff; on-call
    memberOf: night
    @email: ada@example.org
    empty:
  `)
  assert.equal(read.subject, 'person-7')
  assert.deepEqual(read.email, { value: 'ada@example.org', verified: false })
  assert.deepEqual(read.attributes, {
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': ['Ada'],
    memberOf: ['staff', 'on-call', 'night'],
    empty: [],
  })
})

test('our own form passes through', () => {
  const own = { subject: 'x', email: { value: 'a@b.example', verified: true }, attributes: { npi: ['1'] } }
  assert.deepEqual(readPasted(JSON.stringify(own)), own)
})

test('what cannot be read says why', () => {
  const why = (text: string) => {
    try {
      readPasted(text)
    } catch (error) {
      assert.ok(error instanceof UnreadableClaims)
      return error.message
    }
    return 'it was read'
  }
  assert.match(why('  '), /Paste claims/)
  assert.match(why('{"sub": '), /not complete JSON/)
  assert.match(why('[1]'), /Line 1/)
  assert.match(why('just words'), /Line 1 is not/)
  assert.match(why('email: ada@example.org'), /Say who it is/)
})
