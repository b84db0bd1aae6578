import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, test } from 'node:test'
import { type Browser, browser } from '../../testdata/browser.ts'
import { freePort, newcomerFields, toResponse } from '../../testdata/portal-server.ts'
import {
  type ServerProcess,
  startProcess,
  untilAnnounced,
  untilStatus,
} from '../../testdata/server-process.ts'
import { openEmbedded } from '../db/embedded.ts'
import { exit } from './exit-codes.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-crash-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const running: ServerProcess[] = []
afterEach(async () => {
  for (const server of running.splice(0))
    if (server.child.exitCode === null && !server.child.killed) await server.end('SIGKILL')
})

async function start(data: string, port: number): Promise<ServerProcess> {
  const server = startProcess(port, { POSTERN_DATA: join(folder, data) })
  running.push(server)
  await untilAnnounced(server)
  return server
}

test('a second process on the data directory is refused, and the first goes on', async () => {
  const port = await freePort()
  const first = await start('shared', port)
  const second = startProcess(await freePort(), { POSTERN_DATA: join(folder, 'shared') })
  running.push(second)
  const [code] = await new Promise<[number | null]>(resolve =>
    second.child.once('exit', ended => resolve([ended])),
  )
  assert.equal(code, exit.dataDirectoryInUse)
  assert.match(
    second.said(),
    /shared is already in use by another Postern process.*POSTERN_DATA.*DATABASE_URL/s,
  )
  assert.doesNotMatch(second.said(), /\n\s+at /, 'a sentence, not a stack')
  await untilStatus(first, '/readyz', 200)
  assert.equal(await first.end('SIGTERM'), exit.ok)
})

/** Somebody signs in; answers the session cookie that arrived. @throws when the server is gone, or refuses */
async function comeIn(visitor: Browser, fields: Record<string, string>): Promise<string> {
  const landing = await visitor.submit(await toResponse(visitor, fields))
  const cookie = visitor.cookies().get('postern-portal-physicians')?.value
  assert.ok(cookie, `${landing.status} ${landing.url} ${landing.body.slice(landing.body.indexOf('<main>'))}`)
  return cookie
}

test('kill -9 in a burst of sign-ins: every session that was handed out is good, nobody is there twice', async () => {
  const port = await freePort()
  let server = await start('burst', port)
  const acknowledged: { cookie: string; email: string }[] = []
  const people: string[] = []
  let killed = false
  const door = async () => {
    while (!killed) {
      const fields = newcomerFields()
      people.push(fields.email ?? '')
      const cookie = await comeIn(browser(server.origin), fields).catch(error => {
        // cut off by the kill; before it nobody may be
        if (!killed) throw error
        return null
      })
      if (cookie !== null) acknowledged.push({ cookie, email: fields.email ?? '' })
      if (acknowledged.length >= 10 && !killed) {
        killed = true
        server.child.kill('SIGKILL')
      }
    }
  }
  await Promise.all([door(), door(), door(), door()])
  await server.end('SIGKILL')

  server = await start('burst', port)
  for (const { cookie, email } of acknowledged) {
    const visit = await browser(server.origin).open('/p/physicians', {
      headers: { cookie: `postern-portal-physicians=${cookie}` },
    })
    assert.equal(visit.url, `${server.origin}/p/physicians`, email)
    assert.ok(visit.body.includes(email.split('@')[0] ?? '?'))
  }
  // those who were cut off come again, and are who they were
  await Promise.all(
    people.map(async email => {
      const again = { ...newcomerFields(), email }
      await comeIn(browser(server.origin), again)
    }),
  )
  assert.equal(await server.end('SIGTERM'), exit.ok)
  await assertEverybodyOnce(join(folder, 'burst'), people.length)
})

async function assertEverybodyOnce(directory: string, people: number): Promise<void> {
  const db = await openEmbedded({ directory })
  const { rows } = await db.pool.query(
    `select (select count(*) from accounts)::int as accounts, (select count(distinct login_key) from accounts)::int as logins,
            (select count(*) from profiles)::int as profiles, (select count(*) from links)::int as links,
            (select count(*) from audit_events where event = 'account.created')::int as told,
            (select count(*) from sessions s where not exists (
               select from attempts a where a.account_id = s.account_id and a.outcome = 'admitted'))::int as unexplained`,
  )
  await db.close()
  assert.deepEqual(rows, [
    { accounts: people, logins: people, profiles: people, links: people, told: people, unexplained: 0 },
  ])
}
