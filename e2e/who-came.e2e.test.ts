import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import {
  axeBoth,
  becomeAdministrator,
  type ConsoleWindow,
  heading,
  openConsole,
  steps,
} from './administrator.ts'
import { browserUnavailable, launchBrowser } from './browser.ts'
import { type DemoServer, startDemoServer } from './server.ts'

const shortId = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/

/** Three people come to the doors; the administrator finds out who, what they got and why. */
describe('who came, and why', { skip: browserUnavailable() ?? false }, () => {
  let browser: Browser
  let server: DemoServer
  let window: ConsoleWindow
  let page: Page
  /** A visitor of Physicians who stays signed in. */
  let physician: BrowserContext
  let refusedId = ''
  before(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), startDemoServer('localhost')])
    window = await openConsole(browser)
    page = window.page
    await becomeAdministrator(page, server)
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })
  const step = steps(() => window)

  const goTo = async (name: string) => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
    await heading(page, name).waitFor()
  }
  const comeAsNew = async (portal: string, button: RegExp, given: string, family: string, email: string) => {
    const visitor = await browser.newContext()
    const tab = await visitor.newPage()
    await tab.goto(`${server.origin}/${portal}`)
    await tab.getByRole('link', { name: button }).click()
    await tab.getByLabel('Given name').fill(given)
    await tab.getByLabel('Family name').fill(family)
    await tab.getByLabel('Email').fill(email)
    await tab.getByRole('button', { name: 'Continue as this person' }).click()
    await tab.waitForURL(`${server.origin}/p/${portal}`)
    await tab.getByRole('heading', { name: new RegExp(`${given} ${family}`) }).waitFor()
    return visitor
  }
  const row = (table: string, text: string) =>
    page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text }).first()

  step('three people come: one by SAML, one by OpenID Connect, one in vain', async () => {
    physician = await comeAsNew(
      'physicians',
      /Mercy staff account/,
      'Yara',
      'Haddad',
      'yara.haddad@mercy.example',
    )
    const student = await comeAsNew('campus', /Campus ID/, 'Oskar', 'Brandt', 'oskar.brandt@campus.example')
    await student.close()
    const stranger = await browser.newContext()
    const tab = await stranger.newPage()
    await tab.goto(`${server.origin}/physicians`)
    await tab.getByRole('link', { name: /Mercy staff account/ }).click()
    await tab.getByRole('button', { name: /Henrik Sørensen/ }).click()
    refusedId = (await tab.getByText(shortId).first().innerText()).trim()
    await stranger.close()
  })

  step('the overview counts them', async () => {
    await goTo('Accounts')
    await page.getByRole('link', { name: 'Postern, overview' }).click()
    await heading(page, 'Overview').waitFor()
    await row('Recent sign-in attempts', refusedId).getByText('Refused').waitFor()
    assert.equal(
      await page
        .getByRole('table', { name: 'Recent sign-in attempts' })
        .getByText('Let in, account created')
        .count(),
      2,
    )
    await axeBoth(page)
  })

  step('a search finds the account, and each value says who set it', async () => {
    await goTo('Accounts')
    await page.getByRole('searchbox', { name: 'Search by name, login or address' }).fill('hadd')
    await page.getByText('1 shown – that is all').waitFor()
    await axeBoth(page)
    await page.getByRole('table', { name: 'accounts' }).getByRole('link').first().click()
    await heading(page, 'Yara Haddad').waitFor()
    const values = 'Values and who set them'
    const text = (await row(values, 'yara.haddad@mercy.example').innerText()).replaceAll(/\s+/g, ' ')
    assert.match(text, /connection Mercy staff account, policy version 2, sign-in [0-9A-Z]{4}-[0-9A-Z]{4}/)
    assert.match(
      (await row('Roles', 'Physician').innerText()).replaceAll(/\s+/g, ' '),
      /connection Mercy staff account, policy version 2/,
    )
    await row('Links', 'Mercy staff account')
      .getByText(/^sbx-new-/)
      .waitFor()
    await axeBoth(page)
  })

  step('the value leads to the sign-in that set it, and to the profile', async () => {
    await row('Values and who set them', 'yara.haddad@mercy.example')
      .getByRole('link', { name: shortId })
      .click()
    await heading(page, /^Sign-in attempt/).waitFor()
    await page.getByText('Let in, account created').waitFor()
    assert.equal(
      await page.getByText('yara.haddad@mercy.example').count(),
      1,
      'claims are redacted; the login is not a claim',
    )
    await axeBoth(page)
    await page.goBack()
    await heading(page, 'Yara Haddad').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Yara Haddad' }).click()
    await page.getByRole('heading', { name: 'Attributes' }).waitFor()
    await row('Values and who set them', 'Licence number')
      .getByRole('link', { name: 'Mercy staff account' })
      .waitFor()
    await axeBoth(page)
  })

  step('the audit log says the same', async () => {
    await goTo('Audit log')
    await page.getByRole('searchbox', { name: /^Event/ }).fill('account.created')
    const found = page.getByRole('table', { name: 'events' })
    await page.getByText(/shown – that is all/).waitFor()
    await found.getByText('Mercy staff account').first().waitFor()
    await axeBoth(page)
  })

  step('the short id of the refused one leads to the check that failed', async () => {
    await goTo('Sign-in attempts')
    await page.getByRole('textbox', { name: 'Short id' }).fill(` ${refusedId.toLowerCase()} `)
    await page.getByRole('button', { name: 'Look up' }).click()
    await heading(page, `Sign-in attempt ${refusedId}`).waitFor()
    const why = page.getByRole('region', { name: 'Why' })
    await why.getByText(/^The claim that identifies people is missing or empty\./).waitFor()
    await why.getByText('match.claim-missing').waitFor()
    await why.getByText('npi', { exact: true }).waitFor()
    await axeBoth(page)
  })

  step('a check before the policy says what it expected and what it received', async () => {
    const stranger = await browser.newContext()
    const tab = await stranger.newPage()
    await tab.goto(`${server.origin}/physicians`)
    await tab.getByRole('link', { name: /Mercy staff account/ }).click()
    await stranger.clearCookies({ name: 'postern-browser' })
    await tab.getByRole('button', { name: /Amara Okafor/ }).click()
    const id = (await tab.getByText(shortId).first().innerText()).trim()
    await stranger.close()
    await goTo('Sign-in attempts')
    await row('attempts', id).getByRole('link', { name: id }).click()
    await heading(page, `Sign-in attempt ${id}`).waitFor()
    const why = page.getByRole('region', { name: 'Why' })
    for (const label of ['Failed check', 'Expected', 'Received'])
      await why.getByText(label, { exact: true }).waitFor()
    await axeBoth(page)
    await page.goto(`${server.origin}/console/attempts/${refusedId}`)
    await heading(page, `Sign-in attempt ${refusedId}`).waitFor()
  })

  step('the same sign-in is simulated, by today’s policy', async () => {
    await page.getByRole('link', { name: 'Simulate with the policy' }).click()
    await page.getByRole('heading', { name: 'Simulate' }).waitFor()
    await page.getByRole('button', { name: 'Simulate', exact: true }).click()
    await page
      .getByRole('heading', { name: 'Refused' })
      .or(page.getByRole('heading', { name: 'Held for review' }))
      .waitFor()
    await page.getByText('By the policy as the form says it. Nothing was written.').waitFor()
    await axeBoth(page)
  })

  step('suspending the account ends the session at once; restoring lets her sign in again', async () => {
    const [tab] = physician.pages()
    assert.ok(tab)
    await tab.reload()
    assert.equal(tab.url(), `${server.origin}/p/physicians`)

    await goTo('Accounts')
    await page.getByRole('searchbox', { name: 'Search by name, login or address' }).fill('yara')
    await page.getByText('1 shown – that is all').waitFor()
    await page.getByRole('table', { name: 'accounts' }).getByRole('link').first().click()
    await page.getByText('Open now: 1 session.').waitFor()
    await page.getByRole('button', { name: 'Suspend…' }).click()
    const question = page.getByRole('dialog', { name: /^Suspend / })
    await question.getByText(/1 session ends at once/).waitFor()
    await axeBoth(page)
    await question.getByRole('button', { name: 'Suspend the account' }).click()
    await page.getByRole('button', { name: 'Restore…' }).waitFor()
    await page.getByText('No session is open.').waitFor()
    await tab.goto(`${server.origin}/p/physicians`)
    assert.equal(tab.url(), `${server.origin}/p/physicians/login`, 'her session has ended')

    await tab.getByRole('link', { name: /Mercy staff account/ }).click()
    await tab.getByLabel('Given name').fill('Yara')
    await tab.getByLabel('Family name').fill('Haddad')
    await tab.getByLabel('Email').fill('yara.haddad@mercy.example')
    await tab.getByRole('button', { name: 'Continue as this person' }).click()
    await tab.getByText(shortId).first().waitFor()

    await page.getByRole('button', { name: 'Restore…' }).click()
    await page.getByRole('button', { name: 'Restore the account' }).click()
    await page.getByRole('button', { name: 'Suspend…' }).waitFor()
    await tab.goto(`${server.origin}/p/physicians/login`)
    await tab.getByRole('link', { name: /Mercy staff account/ }).click()
    await tab.getByLabel('Given name').fill('Yara')
    await tab.getByLabel('Family name').fill('Haddad')
    await tab.getByLabel('Email').fill('yara.haddad@mercy.example')
    await tab.getByRole('button', { name: 'Continue as this person' }).click()
    await tab.waitForURL(`${server.origin}/p/physicians`)

    await page.reload()
    const attempts = page.getByRole('table', { name: 'attempts' })
    await attempts.getByText('Refused').waitFor()
    assert.equal(await attempts.getByRole('row').count(), 4, 'a heading, and three times she came')
    await physician.close()
  })
})
