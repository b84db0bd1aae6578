import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { consoleRoutes } from './console.ts'
import { answerProblem, answerUnknownRoute } from './problem.ts'

test('what the file server refuses is no failure of ours', async () => {
  const app = Fastify()
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(answerUnknownRoute)
  await app.register(consoleRoutes)
  const statusOf = async (url: string, headers = {}) => (await app.inject({ url, headers })).statusCode
  for (const url of ['%2e%2e/%2e%2e/package.json', '..\\..\\package.json', '..%2f..%2fpackage.json', '%00']) {
    const status = await statusOf(`/console/assets/${url}`)
    assert.ok(status >= 400 && status < 500, `${url}: ${status}`)
  }
  const impossible = await statusOf('/console/mark.svg', { range: 'bytes=9999999999-' })
  assert.ok(impossible < 500, `range: ${impossible}`)
  await app.close()
})
