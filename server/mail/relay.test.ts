import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import { addTenant, engine, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { type SmtpSink, startSmtpSink } from '../../testdata/smtp.ts'
import { withTenant } from '../db/transaction.ts'
import { parseRanges } from '../platform/address-ranges.ts'
import { systemIds } from '../platform/ids.ts'
import { createLogger } from '../platform/logger.ts'
import { appendOutbox, outboxRow } from './outbox.ts'
import { relayMail } from './relay.ts'

const start = new Date('2026-11-21T12:00:00.000Z')
const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
let now = start
let db: TestDatabase
let tenant: TenantId
let sink: SmtpSink
const counted: string[] = []

before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'mail')
})
beforeEach(async () => {
  sink = await startSmtpSink()
  now = start
  counted.length = 0
  await db.owner('delete from outbox')
})
afterEach(() => sink.stop())
after(() => db.close())

const data = {
  name: 'Ada <b>',
  portal: 'Physicians',
  organization: 'St. Mary & Co',
  address: 'https://portal.example.com/p/physicians',
  login: 'ada',
}

async function enqueue(recipient = 'ada@example.test', fill = data): Promise<string> {
  const id = systemIds.next<string>()
  const row = outboxRow(tenant, { template: 'welcome', recipient, data: fill }, { id, at: start })
  await withTenant(db, tenant, tx => appendOutbox(tx, [row]))
  return id
}

const relay = (url: string | null = sink.url, allow = '127.0.0.0/8') =>
  relayMail({
    db,
    clock: { now: () => now },
    log: createLogger('silent'),
    metrics: { countMail: outcome => void counted.push(outcome) },
    mail: url === null ? null : { url: new URL(url), from: 'Postern <no-reply@portal.example.com>' },
    outboundAllow: allow === '' ? [] : parseRanges(allow).ranges,
  })

const rows = () =>
  db.owner('select status, tries, next_try_at, sent_at, last_error, data from outbox order by id')

test('a mail is sent once, as text and html, and what it said is not kept', async () => {
  const id = await enqueue()
  await relay()
  await relay()
  const [message, ...more] = sink.messages
  assert.ok(message)
  assert.equal(more.length, 0)
  assert.deepEqual(message.to, ['ada@example.test'])
  assert.equal(message.mail.messageId, `<${id}@portal.example.com>`)
  assert.equal(message.mail.subject, 'Your account at Physicians')
  assert.match(message.mail.text ?? '', /^Hello Ada <b>,/)
  assert.match(message.mail.html ?? '', /Hello Ada &lt;b&gt;,/)
  assert.deepEqual(await rows(), [
    { status: 'sent', tries: 1, next_try_at: minutes(15), sent_at: start, last_error: null, data: {} },
  ])
  assert.deepEqual(counted, ['sent'])
})

test('refused for now: tried again later, under the same Message-ID', async () => {
  const id = await enqueue()
  sink.answer = 451
  await relay()
  const [row] = await rows()
  assert.equal(row?.status, 'queued')
  assert.match(String(row?.last_error), /451/)
  assert.deepEqual(row?.next_try_at, minutes(1))
  sink.answer = 'accept'
  await relay()
  assert.equal(sink.messages.length, 0, 'not due yet')
  now = minutes(1)
  await relay()
  assert.equal(sink.messages[0]?.mail.messageId, `<${id}@portal.example.com>`)
  assert.deepEqual(counted, ['retried', 'sent'])
})

test('refused for good: failed, with what the server said', async () => {
  await enqueue()
  sink.answer = 550
  await relay()
  const [row] = await rows()
  assert.equal(row?.status, 'failed')
  assert.match(String(row?.last_error), /550/)
  assert.deepEqual(counted, ['failed'])
})

test('after many tries a mail is given up', async () => {
  await enqueue()
  await db.owner('update outbox set tries = 11')
  sink.answer = 451
  await relay()
  assert.equal((await rows())[0]?.status, 'failed')
})

test('data that does not fill the template fails, and the others go out', async () => {
  await enqueue('broken@example.test', { ...data, address: 'javascript:alert(1)' })
  await enqueue()
  await relay()
  assert.equal(sink.messages.length, 1)
  assert.deepEqual(
    (await rows()).map(row => row.status),
    ['failed', 'sent'],
  )
})

test('a line break in a name makes no header', async () => {
  await enqueue('ada@example.test', { ...data, portal: 'X\r\nBcc: eve@example.test' })
  await relay()
  assert.deepEqual(sink.messages[0]?.to, ['ada@example.test'])
  assert.equal(sink.messages[0]?.mail.subject, 'Your account at X Bcc: eve@example.test')
  assert.ok(!sink.messages[0]?.mail.headers.some(({ key }) => key === 'bcc'))
})

test('without a mail server the mail waits and says why, and goes out once there is one', async () => {
  await enqueue()
  await relay(null)
  const [row] = await rows()
  assert.equal(row?.status, 'queued')
  assert.equal(row?.tries, 0)
  assert.match(String(row?.last_error), /POSTERN_SMTP_URL/)
  await relay()
  assert.equal((await rows())[0]?.status, 'sent')
})

test('a mail server at an address that is not allowed is not connected to', async () => {
  await enqueue()
  await relay(sink.url, '')
  assert.match(String((await rows())[0]?.last_error), /POSTERN_OUTBOUND_ALLOW/)
  assert.equal(sink.messages.length, 0)
})

test('a process that died while sending leaves a mail that becomes due again', async () => {
  await enqueue()
  // claimed at `start`, never settled
  await db.owner(`update outbox set tries = 1, next_try_at = $1`, [minutes(15)])
  await relay()
  assert.equal(sink.messages.length, 0)
  now = minutes(15)
  await relay()
  assert.equal(sink.messages.length, 1)
})

test('two relays at once send each mail once', {
  skip: engine === 'pglite' && 'PGlite has one connection: rows are never locked by another',
}, async () => {
  for (let count = 0; count < 30; count++) await enqueue(`p${count}@example.test`)
  await Promise.all([relay(), relay(), relay()])
  const recipients = sink.messages.flatMap(message => message.to)
  assert.equal(recipients.length, 30)
  assert.equal(new Set(recipients).size, 30)
})
