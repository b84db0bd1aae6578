import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { referenceRoutes } from '@postern/server/http/reference/routes.ts'
import { setSecurityHeaders } from '@postern/server/http/security-headers.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Browser } from 'playwright-core'
import { axe } from './axe.ts'
import { browserUnavailable, launchBrowser } from './browser.ts'

describe('a reader of the API reference', { skip: browserUnavailable() ?? false }, () => {
  let browser: Browser
  let app: FastifyInstance
  let origin: string
  before(async () => {
    app = Fastify()
    app.addHook('onRequest', setSecurityHeaders)
    await app.register(referenceRoutes)
    origin = await app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await app?.close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`finds an operation and its fields (${colorScheme})`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } })
      const page = await context.newPage()
      const problems: string[] = []
      page.on('console', message => message.type() === 'error' && problems.push(message.text()))
      await page.goto(`${origin}/api`)
      await page.getByRole('link', { name: 'Portals', exact: true }).click()
      await page.getByText('Creates a portal.', { exact: false }).first().click()
      await page.getByText('inactivityMinutes').first().waitFor()
      await axe(page)
      await page.goto(`${origin}/problems/edit.stale`)
      await axe(page)
      assert.deepEqual(
        problems.filter(text => !text.includes('favicon')),
        [],
      )
      await context.close()
    })
  }

  it('reads it on a phone', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    await page.goto(`${origin}/api`)
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
    assert.ok(width <= 360, `the page is ${width} wide`)
    await context.close()
  })
})
