import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { AuditEventId, TenantId } from '@postern/contract/ids.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { type SmtpSink, startSmtpSink } from '../../testdata/smtp.ts'
import { appendAudit, auditRow } from '../audit/append.ts'
import { withTenant } from '../db/transaction.ts'
import { appendOutbox, outboxRow } from '../mail/outbox.ts'
import { parseRanges } from '../platform/address-ranges.ts'
import { systemClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import { keyRing } from '../platform/key-ring.ts'
import { createLogger } from '../platform/logger.ts'
import { createMetrics } from '../platform/metrics.ts'
import { type Jobs, startJobs } from './jobs.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'postern-jobs-'))
let db: TestDatabase
let tenant: TenantId
let sink: SmtpSink
let jobs: Jobs

before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'jobs')
  sink = await startSmtpSink()
  jobs = await startJobs({
    db,
    clock: systemClock,
    keys: keyRing([Buffer.alloc(32, 1)]),
    log: createLogger('silent'),
    metrics: createMetrics(),
    config: {
      mail: { url: new URL(sink.url), from: 'no-reply@example.test' },
      outboundAllow: parseRanges('127.0.0.0/8').ranges,
      dataDirectory,
    },
  })
})
after(async () => {
  await jobs.stop()
  await sink.stop()
  await db.close()
  rmSync(dataDirectory, { recursive: true })
})

test('a woken relay sends what was committed', async () => {
  const data = { name: '', portal: 'P', organization: 'O', address: 'https://x.example/p', login: 'l' }
  await withTenant(db, tenant, tx =>
    appendOutbox(tx, [
      outboxRow(
        tenant,
        { template: 'welcome', recipient: 'a@example.test', data },
        { id: systemIds.next<string>(), at: systemClock.now() },
      ),
    ]),
  )
  jobs.wake('mail.relay')
  const message = await sink.waitFor()
  assert.deepEqual(message.to, ['a@example.test'])
})

test('a woken sealer seals and keeps the head outside the database', async () => {
  const row = auditRow(
    tenant,
    { event: 'portal.updated', actor: { kind: 'system', id: null }, entity: null, organization: null },
    { id: systemIds.next<AuditEventId>(), at: systemClock.now() },
  )
  await withTenant(db, tenant, tx => appendAudit(tx, [row]))
  jobs.wake('audit.seal')
  const path = join(dataDirectory, 'audit', `${tenant}.json`)
  const deadline = AbortSignal.timeout(10_000)
  while (!existsSync(path)) {
    deadline.throwIfAborted()
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.equal((await db.owner('select 1 from audit_segments')).length, 1)
})

test('requests and job polls share the one pool', async () => {
  const work = Array.from({ length: 20 }, () => withTenant(db, tenant, async tx => tx.tenant))
  for (let count = 0; count < 5; count++) jobs.wake('expiry.sweep')
  assert.equal((await Promise.all(work)).length, 20)
})
