import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { browser } from '../testdata/browser.ts'
import { engine, type TestDatabase, testDatabase } from '../testdata/database.ts'
import { freePort, signedIn } from '../testdata/portal-server.ts'
import { type RunningServer, startServer } from './app.ts'
import { readConfig } from './config.ts'
import { createLogger } from './platform/logger.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-app-'))
let db: TestDatabase | undefined
let server: RunningServer
let origin: string

/** The whole composition as `postern start` makes it, on the engine under test. */
before(async () => {
  if (engine === 'postgres') db = await testDatabase()
  const port = await freePort()
  origin = `http://localhost:${port}`
  const config = readConfig({
    PORT: String(port),
    POSTERN_DATA: folder,
    LOG_LEVEL: 'silent',
    ...(db?.url && db.ownerUrl ? { DATABASE_URL: db.url, POSTERN_MIGRATE_URL: db.ownerUrl } : {}),
  })
  server = await startServer(config, createLogger('silent'))
})
after(async () => {
  await server.close()
  await db?.close()
  rmSync(folder, { recursive: true })
})

test('it says where it is and how to become its administrator', async () => {
  const { publicUrl, setupCode, demo } = await server.announced
  assert.equal(publicUrl, origin)
  assert.match(setupCode ?? '', /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/)
  assert.ok(demo.some(line => line.endsWith(`${origin}/p/physicians`)))
})

for (const portal of ['physicians', 'campus'] as const) {
  test(`the demo’s ${portal} come in through the guarded fetch, keys and jobs of the real thing`, async () => {
    await server.announced
    const { visitor, landing } = await signedIn(origin, portal)
    assert.deepEqual([landing.status, landing.url], [200, `${origin}/p/${portal}`])
    assert.equal((await visitor.submit(landing)).url, `${origin}/p/${portal}/logout`)
  })
}

test('it is up, ready, and its API describes itself and is closed', async () => {
  const visitor = browser(origin)
  for (const path of ['/healthz', '/readyz', '/openapi.json']) {
    assert.equal((await visitor.open(path)).status, 200, path)
  }
  assert.equal((await visitor.open('/api/v1/portals')).status, 401)
})
