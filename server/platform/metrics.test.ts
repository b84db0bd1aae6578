import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from './metrics.ts'
import { serveMetrics } from './metrics-server.ts'

test('requests, sign-ins, mails and the pool are served as Prometheus text', async () => {
  const metrics = createMetrics()
  metrics.observeRequest({ method: 'GET', route: '/p/:portal', status: 200, seconds: 0.02 })
  metrics.observeRequest({ method: 'GET', route: null, status: 404, seconds: 0.001 })
  metrics.countSignIn('refused', 'account.suspended')
  metrics.countSignIn('admitted', null)
  metrics.countMail('sent')
  metrics.watchPool({ totalCount: 5, idleCount: 3, waitingCount: 1 })
  const server = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 })
  try {
    const response = await fetch(`http://127.0.0.1:${server.port}/metrics`)
    const text = await response.text()
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/)
    for (const line of [
      'postern_http_request_duration_seconds_count{method="GET",route="/p/:portal",status="200"} 1',
      'postern_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
      'postern_sign_ins_total{outcome="refused",reason="account.suspended"} 1',
      'postern_sign_ins_total{outcome="admitted",reason=""} 1',
      'postern_mails_total{outcome="sent"} 1',
      'postern_database_connections{state="busy"} 2',
      'postern_database_connections{state="waiting"} 1',
    ]) {
      assert.ok(text.includes(`${line}\n`), line)
    }
    assert.match(text, /process_resident_memory_bytes/)
    assert.equal((await fetch(`http://127.0.0.1:${server.port}/`)).status, 404)
  } finally {
    await server.close()
  }
})
