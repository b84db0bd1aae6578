import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { buildApp } from './app.ts'

test('a request that never ends does not hold its socket for ever', async () => {
  const app = await buildApp({
    tenants: { find: async () => null },
    trustProxy: false,
    log: pino({ level: 'silent' }),
    requestId: () => 'one',
    observe: () => {},
    routes: [],
  })
  await app.ready()
  // Node refuses what is slower; nought would switch that off
  assert.ok(app.server.requestTimeout > 0 && app.server.requestTimeout <= 120_000)
  assert.ok(app.server.headersTimeout > 0 && app.server.headersTimeout <= 120_000)
  await app.close()
})
