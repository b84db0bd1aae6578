import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import { systemIds } from '../platform/ids.ts'
import { readAnchor, writeAnchor } from './anchor.ts'
import type { AuditHead } from './head.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-anchor-'))
after(() => rmSync(folder, { recursive: true }))

const tenant = systemIds.next<TenantId>()
const head = (number: number): AuditHead => ({
  tenant,
  number,
  hash: 'aGFzaA==',
  signature: 'c2ln',
  keyId: '01234567',
  publicKey: 'a2V5',
  closedAt: '2026-11-21T12:00:00.000Z',
})

test('the newest head is kept, and an older one never replaces it', () => {
  assert.equal(readAnchor(folder, tenant), null)
  writeAnchor(folder, head(1))
  writeAnchor(folder, head(3))
  writeAnchor(folder, head(2))
  assert.deepEqual(readAnchor(folder, tenant), head(3))
})

test('a damaged file is an error and not an absent head', () => {
  writeFileSync(join(folder, 'audit', `${tenant}.json`), '{}')
  assert.throws(() => readAnchor(folder, tenant))
})
