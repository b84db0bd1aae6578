import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import {
  axeBoth,
  fillSetUp,
  founder,
  heading,
  openConsole,
  readAuthenticatorApp,
  signOut,
} from './administrator.ts'
import { addVirtualAuthenticator } from './authenticator.ts'
import { browserUnavailable, launchBrowser } from './browser.ts'
import { type DemoServer, startDemoServer } from './server.ts'

describe('the first administrator', { skip: browserUnavailable() ?? false }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
  })
  after(() => browser?.close())

  /** A server and a window of its own: a server can be set up once. */
  const onFreshServer = async (work: (page: Page, server: DemoServer) => Promise<void>) => {
    const server = await startDemoServer('localhost')
    try {
      const { context, page, problems } = await openConsole(browser)
      await work(page, server)
      assert.deepEqual(problems(), [])
      await context.close()
    } finally {
      await server.stop()
    }
  }

  it('claims the server with the one-time code, adds an authenticator app, and comes back with both', async () => {
    await onFreshServer(async (page, server) => {
      const consoleUrl = `${server.origin}/console/`
      await page.goto(consoleUrl)
      await heading(page, 'Set up Postern').waitFor()
      await axeBoth(page)

      await page.getByRole('button', { name: 'Create the administrator' }).click()
      const code = page.getByRole('textbox', { name: 'One-time code' })
      assert.equal(
        await code.evaluate(field => field.matches(':focus')),
        true,
        'the first bad field has the focus',
      )
      await axeBoth(page)

      await fillSetUp(page, 'WRNG-WRNG-WRNG')
      await page
        .getByRole('alert', { name: 'The one-time code is not valid. A new one is printed at each start.' })
        .waitFor()
      await axeBoth(page)

      await fillSetUp(page, server.setupCode)
      await heading(page, 'Secure your sign-in').waitFor()
      await axeBoth(page)
      await page.getByRole('button', { name: 'Use an authenticator app' }).click()
      const app = await readAuthenticatorApp(page)
      await axeBoth(page)
      await page.getByLabel('Code from the app').fill('000000')
      await page.getByRole('button', { name: 'Confirm and sign in' }).click()
      await page.getByRole('alert').waitFor()
      await page.getByLabel('Code from the app').fill(app.code())
      await page.getByRole('button', { name: 'Confirm and sign in' }).click()
      await heading(page, 'Overview').waitFor()
      await page.getByText('6 of 7 done').waitFor()
      await axeBoth(page)

      await signOut(page)
      await axeBoth(page)
      await page.goto(`${consoleUrl}set-up`)
      await heading(page, 'Already set up').waitFor()
      await axeBoth(page)
      await page.getByRole('link', { name: 'Go to sign-in' }).click()

      await page.getByLabel('Email address').fill(founder.email)
      await page.getByRole('textbox', { name: 'Password' }).fill('not the password at all')
      await page.getByRole('button', { name: 'Continue' }).click()
      const refusal = page.getByRole('alert')
      await refusal.waitFor()
      await axeBoth(page)
      await page.getByRole('textbox', { name: 'Password' }).fill(founder.password)
      await page.getByRole('button', { name: 'Continue' }).click()
      await heading(page, 'Second step').waitFor()
      await axeBoth(page)
      await page.getByLabel('Code from your authenticator app').fill(app.code())
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await heading(page, 'Overview').waitFor()
    })
  })

  it('enrols a passkey instead, and later signs in by it alone', async () => {
    await onFreshServer(async (page, server) => {
      const device = await addVirtualAuthenticator(page)
      await page.goto(`${server.origin}/console/`)
      await fillSetUp(page, server.setupCode)
      await page.getByRole('button', { name: 'Create a passkey' }).click()
      await heading(page, 'Overview').waitFor()
      assert.equal(await device.credentialCount(), 1)

      // the sign-in leads to the page that was asked for
      await signOut(page)
      await page.goto(`${server.origin}/console/attempts?outcome=refused`)
      await heading(page, 'Sign in to the console').waitFor()
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
      await heading(page, 'Sign-in attempts').waitFor()
      assert.equal(new URL(page.url()).search, '?outcome=refused')

      await page.getByRole('link', { name: 'My account' }).click()
      const factors = page.getByRole('table', { name: 'Second factors' })
      await factors.getByText('First passkey').waitFor()
      assert.equal(await factors.getByRole('row').count(), 2, 'a heading and the one passkey')
      await axeBoth(page)

      // a device that cannot tell who holds it does not open the console by itself
      await signOut(page)
      await device.confirmUser(false)
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
      await page.getByRole('alert').waitFor()
      assert.ok(page.url().endsWith('/console/sign-in'))
    })
  })
})
