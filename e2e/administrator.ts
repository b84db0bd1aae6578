import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { axe } from './axe.ts'
import type { DemoServer } from './server.ts'

/** Who sets the tests' servers up. */
export const founder = {
  firstName: 'Ines',
  lastName: 'Moreau',
  email: 'ines.moreau@mercy.example',
  password: 'a gate in the old north wall',
} as const

/** A browser window on the console that remembers what went wrong in it. */
export interface ConsoleWindow {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of scripts and of the content policy since the last call; failed answers of the API are not among them. */
  problems(): string[]
}

export async function openConsole(browser: Browser): Promise<ConsoleWindow> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const found: string[] = []
  page.on('pageerror', error => found.push(`${page.url()}: ${error.message}`))
  page.on('console', message => {
    // an answer such as 422 is logged by the browser itself, and is what some tests ask for
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      found.push(`${page.url()}: ${message.text()}`)
  })
  return { context, page, problems: () => found.splice(0) }
}

/** The first page, filled in; `code` as printed at start. */
export async function fillSetUp(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'One-time code' }).fill(code)
  await page.getByLabel('First name').fill(founder.firstName)
  await page.getByLabel('Last name').fill(founder.lastName)
  await page.getByLabel('Email address').fill(founder.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(founder.password)
  await page.getByRole('button', { name: 'Create the administrator' }).click()
}

/** The authenticator app of the tests: reads the secret off the page, as one who cannot scan does. */
export async function readAuthenticatorApp(page: Page): Promise<AuthenticatorApp> {
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  const secret = /\b[A-Z2-7]{16,}\b/.exec(await page.locator('main').innerText())?.[0]
  if (!secret) throw new Error('no secret is shown')
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  let next = 0
  return {
    // a code is taken once only: a second one within 30 seconds is that of the next period, which clocks may be ahead by
    code() {
      next = Math.max(Date.now(), next)
      const code = totp.generate({ timestamp: next })
      next = (Math.floor(next / 30_000) + 1) * 30_000
      return code
    },
  }
}

export interface AuthenticatorApp {
  code(): string
}

/** From a fresh server to the overview, signed in as its first administrator. */
export async function becomeAdministrator(page: Page, server: DemoServer): Promise<AuthenticatorApp> {
  await page.goto(`${server.origin}/console/`)
  await fillSetUp(page, server.setupCode)
  await page.getByRole('button', { name: 'Use an authenticator app' }).click()
  const app = await readAuthenticatorApp(page)
  await page.getByLabel('Code from the app').fill(app.code())
  await page.getByRole('button', { name: 'Confirm and sign in' }).click()
  await heading(page, 'Overview').waitFor()
  return app
}

/** The heading that names the page. */
export const heading = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' })

/** Asserts that axe finds nothing wrong with the page, in light and in dark. */
export async function axeBoth(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await settle(page)
    await axe(page)
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Waits until colours and drawers have stopped moving. */
export const settle = (page: Page) =>
  page.evaluate(`(async () => {
    const ends = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ends.map(one => one.finished))
  })()`)

/** Chooses an option of a select by its label, and closes the list where it stays open for further ones. */
export async function choose(scope: Page | Locator, label: string, option: string): Promise<void> {
  await scope.getByRole('combobox', { name: label, exact: true }).click()
  const page = 'keyboard' in scope ? scope : scope.page()
  await page.getByRole('option', { name: option, exact: true }).click()
  // within a dialog, Escape closes the list and no more
  if (await page.getByRole('listbox').isVisible()) await page.keyboard.press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: `${founder.firstName} ${founder.lastName}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await heading(page, 'Sign in to the console').waitFor()
}

/**
 * Tests that go on where the one before them ended: after the first failure the others are skipped. A failure comes
 * with what the page said, and so does whatever went wrong in its scripts.
 */
export function steps(window: () => ConsoleWindow): (name: string, work: () => Promise<void>) => void {
  let broken = false
  return (name, work) => {
    it(name, async test => {
      if (broken) return test.skip('a step before it failed')
      const { page, problems } = window()
      broken = true
      try {
        await work()
      } catch (error) {
        test.diagnostic(`${page.url()}\n${await page.locator('body').ariaSnapshot()}`)
        throw error
      }
      assert.deepEqual(problems(), [])
      broken = false
    })
  }
}
