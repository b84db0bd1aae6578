import assert from 'node:assert/strict'
import { AsyncResource } from 'node:async_hooks'
import { after, before, beforeEach, test } from 'node:test'
import type { EventCode } from '@postern/contract/events.ts'
import type { AuditEventId, TenantId } from '@postern/contract/ids.ts'
import { addTenant, engine, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { withTenant } from '../db/transaction.ts'
import { systemIds } from '../platform/ids.ts'
import { keyRing } from '../platform/key-ring.ts'
import { appendAudit, auditRow } from './append.ts'
import type { AuditHead } from './head.ts'
import { sealTenant } from './seal.ts'
import { type AuditFault, verifyAudit } from './verify.ts'

const clock = { now: () => new Date('2026-11-21T12:00:00.000Z') }
const oldKey = Buffer.alloc(32, 1)
const newKey = Buffer.alloc(32, 2)
const keys = keyRing([oldKey])
let db: TestDatabase
let tenant: TenantId
let tenants = 0

before(async () => {
  db = await testDatabase()
})
beforeEach(async () => {
  tenant = await addTenant(db, `sealed_${++tenants}`)
})
after(() => db.close())

const row = (event: EventCode = 'account.updated') =>
  auditRow(
    tenant,
    {
      event,
      actor: { kind: 'system', id: null },
      entity: null,
      organization: null,
      detail: { field: 'name' },
    },
    { id: systemIds.next<AuditEventId>(), at: clock.now() },
  )

async function record(count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, () => row())
  await withTenant(db, tenant, tx => appendAudit(tx, rows))
  return rows.map(({ id }) => id)
}

/** Not inside the transaction that the test holds open. */
const outside = new AsyncResource('outside')

const seal = (ring = keys) => sealTenant({ db, clock, keys: ring }, tenant)

async function faults(anchors: readonly AuditHead[] = [], ring = keys): Promise<AuditFault['fault'][]> {
  const verdict = await verifyAudit({ db, keys: ring }, tenant, anchors)
  return verdict.faults.map(({ fault }) => fault)
}

/** Three events in segment 1, two in segment 2. */
async function twoSegments(): Promise<{ events: string[]; head: AuditHead }> {
  const first = await record(3)
  await seal()
  const second = await record(2)
  const head = await seal()
  assert.ok(head)
  assert.deepEqual(await faults([head]), [], 'the untouched twin of what is tampered with')
  return { events: [...first, ...second], head }
}

test('an append reads back as it was written', async () => {
  const [id] = await record(1)
  const rows = await db.owner('select event, actor_kind, detail, at from audit_events where id = $1', [id])
  assert.deepEqual(rows, [
    { event: 'account.updated', actor_kind: 'system', detail: { field: 'name' }, at: clock.now() },
  ])
})

test('a seal covers what is new, and nothing twice', async () => {
  await record(3)
  assert.equal((await seal())?.number, 1)
  assert.equal(await seal(), null)
  await record(2)
  assert.equal((await seal())?.number, 2)
  await record(1)
  const verdict = await verifyAudit({ db, keys }, tenant, [])
  assert.deepEqual(verdict, { segments: 2, sealedEvents: 5, unsealedEvents: 1, faults: [] })
})

test('tampering: an edited event', async () => {
  const { events } = await twoSegments()
  await db.owner(`update audit_events set detail = '{"field": "email"}' where id = $1`, [events[1]])
  assert.deepEqual(await faults(), ['edited'])
})

test('tampering: a deleted event is named', async () => {
  const { events } = await twoSegments()
  await db.owner('delete from audit_events where id = $1', [events[1]])
  const verdict = await verifyAudit({ db, keys }, tenant, [])
  assert.deepEqual(verdict.faults, [{ fault: 'deleted', segment: 1, events: [events[1]] }])
})

test('tampering: events that change places', async () => {
  const { events } = await twoSegments()
  await db.owner(
    `update audit_segments set event_ids = array[event_ids[2], event_ids[1], event_ids[3]]
     where tenant_id = $1 and number = 1`,
    [tenant],
  )
  assert.deepEqual(await faults(), ['reordered'])
  assert.equal(events.length, 5)
})

test('tampering: segments that change places', async () => {
  await twoSegments()
  await db.owner('update audit_segments set number = number + 10 where tenant_id = $1', [tenant])
  await db.owner('update audit_segments set number = 13 - number where tenant_id = $1', [tenant])
  assert.ok((await faults()).includes('reordered'))
})

test('tampering: a log cut off after a head that was kept elsewhere', async () => {
  const { events, head } = await twoSegments()
  await db.owner('delete from audit_segments where tenant_id = $1 and number = 2', [tenant])
  await db.owner('delete from audit_events where id = any ($1::uuid[])', [events.slice(3)])
  assert.deepEqual(await faults([head]), ['truncated'])
})

test('tampering: an event put in behind the seal', async () => {
  await twoSegments()
  const [late] = await record(1)
  assert.deepEqual(await faults(), [])
  await db.owner(`update audit_events set written_by = '3' where id = $1`, [late])
  assert.deepEqual(await faults(), ['inserted'])
})

test('tampering: a whole chain computed again, without the key', async () => {
  const { events } = await twoSegments()
  await db.owner(`update audit_events set detail = '{}' where id = $1`, [events[4]])
  await db.owner('delete from audit_segments where tenant_id = $1', [tenant])
  const forger = keyRing([newKey])
  await seal(forger)
  // the forger can only write a key id, not sign with that key
  await db.owner('update audit_segments set key_id = $2 where tenant_id = $1', [tenant, keys.current])
  assert.deepEqual(await faults(), ['forged'])
})

test('a new key takes over the head, and the old one may then be retired', async () => {
  await twoSegments()
  assert.deepEqual(await faults([], keyRing([newKey])), ['key-unknown'])
  const head = await seal(keyRing([newKey, oldKey]))
  assert.equal(head?.number, 3)
  assert.deepEqual(await faults([head], keyRing([newKey])), [])
})

test('two sealers at once make one segment', async () => {
  await record(3)
  const heads = await Promise.all([seal(), seal(), seal()])
  assert.deepEqual(
    heads.filter(head => head !== null).map(head => head.number),
    [1],
  )
  assert.deepEqual(await faults(), [])
})

test('what commits after the seal is sealed by the next one', {
  skip: engine === 'pglite' && 'PGlite has one connection: nothing can be open during a seal',
}, async () => {
  await record(1)
  let sealed: AuditHead | null = null
  await withTenant(db, tenant, async tx => {
    await appendAudit(tx, [row()])
    // another connection takes a later number and commits first
    await db.owner('select pg_current_xact_id()')
    sealed = await outside.runInAsyncScope(() => seal())
  })
  assert.ok(sealed)
  assert.equal((await seal())?.number, 2)
  const verdict = await verifyAudit({ db, keys }, tenant, [])
  assert.deepEqual(verdict, { segments: 2, sealedEvents: 2, unsealedEvents: 0, faults: [] })
})

test('a log restored into another cluster is sealed on, and its numbers never count again', async () => {
  await twoSegments()
  const pending = await record(1)
  // what dump and restore leave behind: numbers that this cluster has not reached
  await db.owner(`update audit_segments set snapshot = '900000000:900000000:' where tenant_id = $1`, [tenant])
  await db.owner(`update audit_events set written_by = '900000000' where tenant_id = $1`, [tenant])
  await record(1)
  assert.deepEqual(await faults(), [])
  assert.equal((await seal())?.number, 3)
  await record(1)
  assert.equal((await seal())?.number, 4)
  assert.equal(await seal(), null)
  const verdict = await verifyAudit({ db, keys }, tenant, [])
  assert.deepEqual(verdict, { segments: 4, sealedEvents: 8, unsealedEvents: 0, faults: [] })
  assert.equal(pending.length, 1)
})
