import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeSamlResponse } from '@postern/demo/saml-fixtures.ts'
import { engine, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { type Doorway, doorway, stranger } from '../../testdata/doorway.ts'
import type { Order } from '../../testdata/sign-in-process.ts'
import { addressesOf } from './addresses.ts'

const onePerDirectory =
  engine === 'pglite' && 'the embedded database serves one process; a second one is refused'

const program = fileURLToPath(new URL('../../testdata/sign-in-process.ts', import.meta.url))

let db: TestDatabase
before(async () => {
  if (!onePerDirectory) db = await testDatabase()
})
after(() => db?.close())

/** Responses to sign-ins of `stranger(1)` in as many browsers. */
async function responses(door: Doorway, size: number): Promise<string[]> {
  const { acs, metadata } = addressesOf(door.tenant.origin, 'mercy_idp')
  return Promise.all(
    Array.from({ length: size }, async () =>
      makeSamlResponse(door.idp.entityId, door.idp.key, {
        spEntityId: metadata,
        acsUrl: acs,
        inResponseTo: (await door.begin()).requestId,
        person: stranger(1),
        overrides: {},
      }),
    ),
  )
}

async function startProcess(order: Order): Promise<ChildProcess> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ready = once(child, 'message')
  child.send(order)
  assert.deepEqual(await ready, ['ready', undefined])
  return child
}

async function go(child: ChildProcess): Promise<string[]> {
  const answer = once(child, 'message')
  child.send('go')
  return (await answer)[0]
}

test('200 first sign-ins of one person at one instant, over two processes, make one account and one profile', {
  skip: onePerDirectory,
}, async () => {
  const door = await doorway(db, 'two_processes')
  const all = await responses(door, 200)
  const order = (part: readonly string[]): Order => ({
    url: db.url ?? '',
    secret: door.secret.toString('base64'),
    tenant: door.tenant,
    connection: 'mercy_idp',
    responses: part,
  })
  const children = await Promise.all([
    startProcess(order(all.slice(0, 100))),
    startProcess(order(all.slice(100))),
  ])
  const outcomes = (await Promise.all(children.map(go))).flat()
  assert.deepEqual([...new Set(outcomes)], ['admitted'])
  assert.equal(outcomes.length, 200)
  const [counts] = await db.owner(
    `select (select count(*) from accounts where tenant_id = $1)::int as accounts,
            (select count(*) from profiles where tenant_id = $1)::int as profiles,
            (select count(*) from links where tenant_id = $1)::int as links,
            (select count(*) from role_grants where tenant_id = $1)::int as grants,
            (select count(*) from sessions where tenant_id = $1)::int as sessions,
            (select count(*) from attempts where tenant_id = $1 and kind = 'create')::int as created,
            (select count(*) from attempts where tenant_id = $1 and kind = 'unchanged')::int as unchanged,
            (select count(*) from audit_events where tenant_id = $1 and event = 'account.created')::int as told,
            (select count(*) from consumed_assertions where tenant_id = $1)::int as consumed,
            (select count(*) from flows where tenant_id = $1)::int as in_flight`,
    [door.tenant.id],
  )
  assert.deepEqual(counts, {
    ...{ accounts: 1, profiles: 1, links: 1, grants: 1, told: 1 },
    ...{ sessions: 200, consumed: 200, created: 1, unchanged: 199, in_flight: 0 },
  })
})

test('one assertion posted to two processes at once is consumed once', {
  skip: onePerDirectory,
}, async () => {
  const door = await doorway(db, 'replayed')
  const [response = ''] = await responses(door, 1)
  const order = {
    url: db.url ?? '',
    secret: door.secret.toString('base64'),
    tenant: door.tenant,
    connection: 'mercy_idp',
    responses: Array.from({ length: 10 }, () => response),
  }
  const children = await Promise.all([startProcess(order), startProcess(order)])
  const outcomes = (await Promise.all(children.map(go))).flat()
  assert.equal(outcomes.filter(outcome => outcome === 'admitted').length, 1)
  assert.deepEqual(
    [...new Set(outcomes)].filter(
      outcome => !['admitted', 'flow.unknown', 'assertion.replayed'].includes(outcome),
    ),
    [],
  )
})
