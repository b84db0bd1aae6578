import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { operations } from '@postern/contract/api/registry.ts'
import { problems } from '@postern/contract/problems.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import { referenceRoutes } from './routes.ts'

let app: FastifyInstance
before(async () => {
  app = Fastify()
  await app.register(referenceRoutes)
})
after(() => app.close())

test('the page shows every operation, without a script or a style of its own', async () => {
  const { body } = await app.inject('/api')
  for (const { id } of operations) assert.ok(body.includes(`<details id="${id}">`), id)
  assert.doesNotMatch(body, /<script|<style|style=/)
})

test('every link within the page leads somewhere', async () => {
  const { body } = await app.inject('/api')
  const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const [, target] of body.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.has(target), target)
})

test('the document is served', async () => {
  const document = (await app.inject('/openapi.json')).json<{ openapi: string }>()
  assert.equal(document.openapi, '3.1.1')
})

test('the type of each problem leads to a page', async () => {
  for (const code of Object.keys(problems)) {
    assert.equal((await app.inject(`/problems/${code}`)).statusCode, 200, code)
  }
  assert.equal((await app.inject('/problems/nothing')).statusCode, 404)
})
