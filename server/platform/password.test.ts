import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts'
import { passwordWeakness } from './password-strength.ts'

test('long passwords that differ in the last character are different', async () => {
  const long = 'x'.repeat(999)
  const stored = await hashPassword(`${long}a`)
  assert.equal(await verifyPassword(stored, `${long}a`), true)
  assert.equal(await verifyPassword(stored, `${long}b`), false)
  assert.equal(await verifyPassword(stored, `${long}aa`), false, 'longer than allowed is wrong, not cut')
  assert.throws(() => hashPassword(`${long}aa`), RangeError)
})

test('a password is one however the keyboard composes it', async () => {
  const stored = await hashPassword('caf\u00e9 au lait, s\u2019il vous pla\u00eet')
  assert.equal(await verifyPassword(stored, 'cafe\u0301 au lait, s\u2019il vous plai\u0302t'), true)
})

test('nobody has no password, not even the one of nobody', async () => {
  for (const password of ['nobody', '', 'x'.repeat(2_000)])
    assert.equal(await verifyPassword(null, password), false)
})

test('hashes of lesser parameters are renewed', async () => {
  assert.equal(isOutdated(await hashPassword('anything')), false)
  assert.equal(isOutdated('$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaA'), true)
})

test('easy passwords are refused: common, walked, repeated, made of one’s own name', async () => {
  const own = ['Radia', 'Perlman', 'radia@example.test']
  for (const easy of [
    'password12345',
    'qwertyuiop[]',
    'aaaaaaaaaaaa',
    'RadiaPerlman2026',
    'radia@example.test',
    'Postern12345',
  ]) {
    assert.notEqual(await passwordWeakness(easy, own), null, easy)
  }
  for (const good of ['purple-otter-canyon-92', 'correct horse battery staple', 'Rx7#kP2$vQ9m']) {
    assert.equal(await passwordWeakness(good, own), null, good)
  }
})
