import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { browser } from '../../testdata/browser.ts'
import { freePort, toResponse } from '../../testdata/portal-server.ts'
import { postgresUnavailable, type RunningPostgres, startPostgres } from '../../testdata/postgres.ts'
import {
  type ServerProcess,
  startProcess,
  untilAnnounced,
  untilStatus,
} from '../../testdata/server-process.ts'
import { openPostgres } from '../db/postgres.ts'
import { exit } from './exit-codes.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-gone-'))
// PostgreSQL runs as another user when the tests run as root, and must reach its folder
chmodSync(folder, 0o755)
const dir = join(folder, 'postgres')
let server: ServerProcess | undefined
let postgres: RunningPostgres | undefined
after(async () => {
  if (server?.child.exitCode === null) await server.end('SIGKILL')
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A cluster with a login that may do nothing yet; answers its port. */
async function prepareCluster(): Promise<number> {
  const cluster = await startPostgres({ dir })
  const superuser = openPostgres({ url: cluster.superuserUrl, size: 1 })
  await superuser.pool.query('create role serving login nosuperuser')
  await superuser.close()
  await cluster.stop()
  return cluster.port
}

async function assertUnavailable({ origin }: ServerProcess): Promise<void> {
  const visitor = browser(origin)
  assert.equal((await visitor.open('/healthz')).status, 200, 'the process is up')
  const page = await visitor.open('/p/physicians')
  assert.equal(page.status, 503)
  assert.equal(page.headers.get('retry-after'), '5')
  assert.match(page.body, /cannot be reached.*Reference: <code>/s)
  assert.doesNotMatch(page.body, /ECONN|serving|127\.0\.0\.1/, 'nothing of how we are built')
}

test('PostgreSQL gone at start and later: 503 until it is back, and nothing acknowledged is lost', {
  skip: postgresUnavailable() ?? false,
}, async () => {
  const port = await prepareCluster()
  const url = (user: string) => `postgres://${user}@127.0.0.1:${port}/postgres`
  server = startProcess(await freePort(), {
    POSTERN_DATA: join(folder, 'data'),
    DATABASE_URL: url('serving'),
    POSTERN_MIGRATE_URL: url('postgres'),
  })
  await untilStatus(server, '/readyz', 503)
  await assertUnavailable(server)
  const api = await fetch(`${server.origin}/api/v1/portals`)
  assert.equal(api.status, 503)
  assert.partialDeepStrictEqual(await api.json(), { code: 'database.unavailable' })

  postgres = await startPostgres({ dir, port })
  await untilStatus(server, '/readyz', 200)
  // the portal's page is there before the demo has made its connection and policy
  await untilAnnounced(server)
  const inside = browser(server.origin)
  const home = `${server.origin}/p/physicians`
  assert.equal((await inside.submit(await toResponse(inside))).url, home)
  const onTheWay = browser(server.origin)
  const response = await toResponse(onTheWay)

  await postgres.stop()
  await untilStatus(server, '/readyz', 503)
  await assertUnavailable(server)
  assert.equal((await inside.open('/p/physicians')).status, 503)
  assert.equal((await onTheWay.submit(response)).status, 503)

  postgres = await startPostgres({ dir, port })
  await untilStatus(server, '/readyz', 200)
  assert.equal((await inside.open('/p/physicians')).url, home, 'the session outlived the outage')
  assert.equal((await onTheWay.submit(response)).url, home, 'the response was not used up')
  assert.equal(await server.end('SIGTERM'), exit.ok)
})
