import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { systemIds } from './ids.ts'
import { keyRing } from './key-ring.ts'
import { ensureKeyFile, KeyFileError, readKeyFile } from './secret-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the first start makes a key that later starts find', () => {
  const directory = join(folder, 'data')
  const made = ensureKeyFile(directory, systemIds, false)
  assert.equal(made.length, 1)
  assert.equal(made[0].length, 32)
  assert.deepEqual(ensureKeyFile(directory, systemIds, true), made)
  if (process.platform !== 'win32') assert.equal(statSync(join(directory, 'keys')).mode & 0o777, 0o600)
})

test('a lost key file is not replaced while a database is there', () => {
  assert.throws(() => ensureKeyFile(folder, systemIds, true), /Restore the file from a backup/)
})

test('a key put in front seals, and the old one still opens', () => {
  const [old] = ensureKeyFile(folder, systemIds, false)
  const sealed = keyRing([old]).seal('secret', 'here')
  const lines = [Buffer.alloc(32, 1), old].map(key => key.toString('base64')).join('\n')
  writeFileSync(join(folder, 'keys'), lines)
  const keys = readKeyFile(folder)
  assert.ok(keys)
  const ring = keyRing(keys)
  assert.equal(ring.open(sealed, 'here'), 'secret')
  assert.notEqual(ring.current, keyRing([old]).current)
})

test('a damaged key file is refused', () => {
  ensureKeyFile(folder, systemIds, false)
  writeFileSync(join(folder, 'keys'), 'half a key')
  assert.throws(() => readKeyFile(folder), KeyFileError)
})

test('a key file that others may read is refused', { skip: process.platform === 'win32' }, () => {
  ensureKeyFile(folder, systemIds, false)
  chmodSync(join(folder, 'keys'), 0o644)
  assert.throws(() => readKeyFile(folder), /chmod 600/)
})
