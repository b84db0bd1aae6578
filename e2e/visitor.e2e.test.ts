import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { axe } from './axe.ts'
import { browserUnavailable, launchBrowser } from './browser.ts'
import { type DemoServer, startDemoServer } from './server.ts'

describe('a visitor at a portal', { skip: browserUnavailable() ?? false }, () => {
  let browser: Browser
  let server: DemoServer
  before(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), startDemoServer('127.0.0.1')])
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })

  const visit = async (
    javaScriptEnabled: boolean,
    work: (page: Page, context: BrowserContext) => Promise<void>,
  ) => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', message => message.type() === 'error' && problems.push(message.text()))
    await work(page, context)
    assert.deepEqual(
      problems.filter(text => /Content Security Policy/.test(text)),
      [],
      'nothing offends the content policy',
    )
    await context.close()
  }

  it('signs in by SAML as somebody never seen, sees what policy gave, and signs out', async () => {
    await visit(true, async page => {
      await page.goto(`${server.origin}/physicians`)
      await axe(page)
      await page.getByRole('link', { name: /Mercy staff account/ }).click()
      assert.ok(page.url().startsWith(server.sandbox), 'the identity provider asks who it is')
      await page.getByLabel('Given name').fill('Noor')
      await page.getByLabel('Family name').fill('van Dijk')
      await page.getByLabel('Email').fill('noor.vandijk@mercy.example')
      await page
        .getByRole('button', { name: /Sign in|Continue/ })
        .last()
        .click()
      await page.waitForURL(`${server.origin}/p/physicians`)
      await page.getByRole('heading', { name: /Noor van Dijk/ }).waitFor()
      const text = await page.locator('main').innerText()
      for (const given of ['Physician', 'Main campus', 'noor.vandijk@mercy.example', 'Licence number']) {
        assert.ok(text.includes(given), `${given} is shown`)
      }
      await axe(page)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL(`${server.origin}/p/physicians/logout`)
      await axe(page)
      await page.goto(`${server.origin}/p/physicians`)
      assert.equal(page.url(), `${server.origin}/p/physicians/login`)
    })
  })

  it('signs in by OpenID Connect without JavaScript', async () => {
    await visit(false, async page => {
      await page.goto(`${server.origin}/p/campus/login`)
      await page.getByRole('link', { name: /Campus ID/ }).click()
      await page.getByRole('button', { name: /Mei-Ling Chen/ }).click()
      await page.waitForURL(`${server.origin}/p/campus`)
      const text = await page.locator('main').innerText()
      for (const given of ['Mei-Ling Chen', 'Student', 'S2041187', 'Student village']) {
        assert.ok(text.includes(given), `${given} is shown`)
      }
    })
  })

  it('is refused calmly, with a short id, when the licence number is missing', async () => {
    await visit(true, async page => {
      await page.goto(`${server.origin}/p/physicians/login`)
      await page.getByRole('link', { name: /Mercy staff account/ }).click()
      await page.getByRole('button', { name: /Henrik Sørensen/ }).click()
      await page
        .getByText(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
        .first()
        .waitFor()
      const text = await page.locator('main').innerText()
      assert.ok(!/npi|match|claim/i.test(text), 'nothing of the policy is told')
      await axe(page)
    })
  })

  it('is refused when the sign-in is finished in another browser', async () => {
    await visit(true, async (page, context) => {
      await page.goto(`${server.origin}/p/physicians/login`)
      await page.getByRole('link', { name: /Mercy staff account/ }).click()
      await context.clearCookies({ name: 'postern-browser' })
      await page.getByRole('button', { name: /Amara Okafor/ }).click()
      await page
        .getByText(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
        .first()
        .waitFor()
      await page.goto(`${server.origin}/p/physicians`)
      assert.ok(page.url().endsWith('/login'), 'nobody is signed in')
    })
  })

  it('finds a calm page where no portal is', async () => {
    await visit(true, async page => {
      const answer = await page.goto(`${server.origin}/p/nowhere`)
      assert.equal(answer?.status(), 404)
      await axe(page)
    })
  })
})
