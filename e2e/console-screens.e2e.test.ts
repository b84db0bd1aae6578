import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import {
  axeBoth,
  becomeAdministrator,
  type ConsoleWindow,
  heading,
  openConsole,
  settle,
} from './administrator.ts'
import { axe } from './axe.ts'
import { browserUnavailable, launchBrowser } from './browser.ts'
import { type DemoServer, startDemoServer } from './server.ts'

/** A screen: its address, or the links that lead to it from there, and its heading. */
type Screen = readonly [path: string, heading: string | RegExp, ...links: (string | RegExp)[]]

const screens: Readonly<Record<string, Screen>> = {
  overview: ['', 'Overview'],
  portals: ['portals', 'Portals'],
  'portal-new': ['portals/new', 'New portal'],
  portal: ['portals', 'Physicians', 'Physicians'],
  'portal-sign-in': ['portals', 'Physicians', 'Physicians', 'Sign-in'],
  'portal-roles': ['portals', 'Physicians', 'Physicians', 'Roles'],
  'portal-activity': ['portals', 'Physicians', 'Physicians', 'Activity'],
  connections: ['connections', 'Connections'],
  'connection-new': ['connections/new', 'New connection'],
  connection: ['connections', 'Mercy staff account', 'Mercy staff account'],
  'connection-oidc': ['connections', 'Campus ID', 'Campus ID'],
  'connection-policy': ['connections', 'Mercy staff account', 'Mercy staff account', 'Policy'],
  'connection-versions': ['connections', 'Mercy staff account', 'Mercy staff account', 'Policy versions'],
  'connection-activity': ['connections', 'Mercy staff account', 'Mercy staff account', 'Activity'],
  accounts: ['accounts', 'Accounts'],
  account: ['accounts?search=okafor', /Okafor/, 'amara.okafor@mercy.example'],
  profiles: ['profiles', 'Profiles'],
  profile: ['profiles?search=okafor', /Okafor/, /Okafor/],
  attempts: ['attempts', 'Sign-in attempts'],
  attempt: ['attempts?outcome=refused', /^Sign-in attempt /, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/],
  'attempt-unknown': ['attempts/ABCD-EFGH', 'No such attempt'],
  audit: ['audit', 'Audit log'],
  outbox: ['outbox', 'Outbox'],
  organizations: ['organizations', 'Organizations'],
  'organization-new': ['organizations?edit=new', 'Organizations'],
  directories: ['directories', 'Directories'],
  'directory-new': ['directories?edit=new', 'Directories'],
  'user-types': ['user-types', 'User types'],
  'user-type-new': ['user-types?edit=new', 'User types'],
  roles: ['roles', 'Roles'],
  'role-new': ['roles?edit=new', 'Roles'],
  groups: ['groups', 'Groups'],
  'group-new': ['groups?edit=new', 'Groups'],
  locations: ['locations', 'Locations'],
  'location-new': ['locations?edit=new', 'Locations'],
  'profile-types': ['profile-types', 'Profile types'],
  'profile-type-new': ['profile-types?edit=new', 'Profile types'],
  attributes: ['attributes', 'Attributes'],
  'attribute-new': ['attributes?edit=new', 'Attributes'],
  administrators: ['administrators', 'Administrators'],
  'api-keys': ['api-keys', 'API keys'],
  me: ['me', 'My account'],
  unknown: ['no/such/page', /.+/],
}

/** With `POSTERN_E2E_SHOTS=folder` every screen is also drawn, for whoever wants to look. */
const shots = process.env.POSTERN_E2E_SHOTS

describe('every screen of the console', { skip: browserUnavailable() ?? false }, () => {
  let browser: Browser
  let server: DemoServer
  let window: ConsoleWindow
  let page: Page
  before(async () => {
    if (shots) mkdirSync(shots, { recursive: true })
    ;[browser, server] = await Promise.all([launchBrowser(), startDemoServer('localhost')])
    window = await openConsole(browser)
    page = window.page
    await becomeAdministrator(page, server)
    for (const [portal, button, person] of [
      ['physicians', /Mercy staff account/, /Amara Okafor/],
      ['physicians', /Mercy staff account/, /Henrik Sørensen/],
      ['campus', /Campus ID/, /Mei-Ling Chen/],
    ] as const) {
      const visitor = await browser.newContext()
      const tab = await visitor.newPage()
      await tab.goto(`${server.origin}/${portal}`)
      await tab.getByRole('link', { name: button }).click()
      await tab.getByRole('button', { name: person }).click()
      await tab.waitForURL(url => url.origin === server.origin)
      await visitor.close()
    }
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })

  const open = async ([path, name, ...links]: Screen) => {
    const answer = await page.goto(`${server.origin}/console/${path}`)
    const policy = answer?.headers()['content-security-policy'] ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /script-src 'self'(;|$)/)
    for (const link of links)
      await page.getByRole('main').getByRole('link', { name: link, exact: true }).first().click()
    await heading(page, name).waitFor()
    if (path.endsWith('edit=new'))
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Create / })
        .waitFor()
    await page
      .getByText(/^Loading /)
      .first()
      .waitFor({ state: 'detached' })
    // what a button or a chart reads after the page itself
    await page.waitForLoadState('networkidle')
  }
  const draw = async (name: string, look: string) => {
    if (shots) await page.screenshot({ path: join(shots, `${name}-${look}.png`), fullPage: true })
  }

  for (const [name, screen] of Object.entries(screens)) {
    it(name, async () => {
      await page.setViewportSize({ width: 1280, height: 900 })
      await open(screen)
      await draw(name, 'light')
      await axeBoth(page)
      if (shots) {
        await page.emulateMedia({ colorScheme: 'dark' })
        await draw(name, 'dark')
        await page.emulateMedia({ colorScheme: 'light' })
      }

      await page.setViewportSize({ width: 390, height: 844 })
      await settle(page)
      const wide: unknown = await page.evaluate('document.documentElement.scrollWidth')
      assert.ok(Number(wide) <= 390, `${name} is ${wide} px wide on a phone`)
      await axe(page)
      await draw(name, 'phone')
      assert.deepEqual(window.problems(), [])
    })
  }
})
