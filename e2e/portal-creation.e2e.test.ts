import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { type Sandbox, startSandbox } from '@postern/demo/sandbox.ts'
import type { Browser, Page } from 'playwright-core'
import {
  axeBoth,
  becomeAdministrator,
  type ConsoleWindow,
  choose,
  heading,
  openConsole,
  steps,
} from './administrator.ts'
import { browserUnavailable, launchBrowser } from './browser.ts'
import { type DemoServer, startDemoServer } from './server.ts'

/** One administrator builds one portal, step by step: each test goes on where the one before it ended. */
describe('a portal made from the console alone', { skip: browserUnavailable() ?? false }, () => {
  let browser: Browser
  let server: DemoServer
  /** An identity provider that Postern has never heard of. */
  let provider: Sandbox
  let window: ConsoleWindow
  let page: Page
  before(async () => {
    ;[browser, server, provider] = await Promise.all([
      launchBrowser(),
      startDemoServer('localhost'),
      startSandbox({ port: 0, samlServiceProviders: [], oidcClients: [] }),
    ])
    window = await openConsole(browser)
    page = window.page
    await becomeAdministrator(page, server)
  })
  after(async () => {
    await browser?.close()
    await provider?.close()
    await server?.stop()
  })

  const step = steps(() => window)
  const goTo = async (name: string) => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
    await heading(page, name).waitFor()
  }
  /** Fills the drawer of a part of the catalogue and waits until what was made stands in the list. */
  const make = async (
    part: string,
    one: string,
    name: string,
    fill?: (drawer: ReturnType<Page['getByRole']>) => Promise<void>,
  ) => {
    await goTo(part)
    await page.getByRole('link', { name: `New ${one}` }).click()
    const drawer = page.getByRole('dialog', { name: `New ${one}` })
    await drawer
      .getByLabel('Name', { exact: true })
      .or(drawer.getByRole('textbox', { name: 'Name' }))
      .first()
      .fill(name)
    await fill?.(drawer)
    await drawer.getByRole('button', { name: `Create ${one}` }).click()
    await drawer.waitFor({ state: 'hidden' })
    await page.getByRole('table').getByRole('link', { name, exact: true }).waitFor()
  }

  step('starts with whose people come and what is kept about them', async () => {
    await make('Organizations', 'organization', 'Harbour Logistics', async drawer => {
      assert.equal(await drawer.getByRole('textbox', { name: 'Uid' }).inputValue(), 'harbour_logistics')
      await axeBoth(page)
    })
    await make('Attributes', 'attribute', 'Badge number', async drawer => {
      await drawer.getByRole('switch', { name: 'Identifier' }).click()
    })
    await make('Profile types', 'profile type', 'Contractor')
    await make('Locations', 'location', 'Gate 4', async drawer => {
      await choose(drawer, 'Organization', 'Harbour Logistics')
    })
  })

  step('refuses an address that is taken or reserved, at its field', async () => {
    await goTo('Portals')
    await page.getByRole('link', { name: 'New portal' }).click()
    await heading(page, 'New portal').waitFor()
    const address = page.getByRole('textbox', { name: 'Address' })
    await page.getByRole('textbox', { name: 'Name' }).fill('Harbour contractors')
    assert.equal(await page.getByRole('textbox', { name: 'Uid' }).inputValue(), 'harbour_contractors')
    assert.equal(await address.inputValue(), 'harbour-contractors')
    await page.getByText(`${server.origin}/p/harbour-contractors`).waitFor()

    await page.getByRole('button', { name: 'Create portal' }).click()
    await page.getByText('Choose an organization.').waitFor()
    await axeBoth(page)
    await choose(page, 'Organization', 'Harbour Logistics')
    await page.getByRole('button', { name: 'Create a directory “Harbour contractors” for it' }).click()
    await page.getByText('The directory Harbour contractors is created and chosen.').waitFor()

    const refused = async (url: string, says: string) => {
      await address.fill(url)
      await page.getByRole('button', { name: 'Create portal' }).click()
      await page.getByText(says).waitFor()
      assert.equal(await address.getAttribute('aria-invalid'), 'true', `${url} is marked at its field`)
    }
    await refused('console', 'This address is reserved.')
    await refused('Harbour Gate', 'Use lower-case letters and digits, with hyphens between words.')
    await refused('physicians', 'Another portal has this address.')
    await axeBoth(page)

    await address.fill('harbour')
    await page.getByRole('button', { name: 'Create portal' }).click()
    await heading(page, 'Harbour contractors').waitFor()
    await page
      .getByRole('heading', { name: 'Nobody can sign in yet' })
      .or(page.getByText('Nobody can sign in yet'))
      .first()
      .waitFor()
    await axeBoth(page)
  })

  step('opens to a role', async () => {
    await make('Roles', 'role', 'Contractor', async drawer => {
      await choose(drawer, 'User type', 'Access')
      await choose(drawer, 'Portals it opens', 'Harbour contractors')
    })
    await goTo('Portals')
    await page.getByRole('link', { name: 'Harbour contractors' }).click()
    await page
      .getByRole('navigation', { name: 'Parts of the portal' })
      .getByRole('link', { name: 'Roles' })
      .click()
    await page
      .getByRole('region', { name: 'Roles that open this portal' })
      .getByText('Contractor', { exact: true })
      .waitFor()
  })

  step('connects a SAML provider by its metadata', async () => {
    await page
      .getByRole('navigation', { name: 'Parts of the portal' })
      .getByRole('link', { name: 'Sign-in' })
      .click()
    await page.getByRole('link', { name: 'Add a connection' }).click()
    await heading(page, 'New connection').waitFor()
    await page.getByRole('radio', { name: 'Another provider , By SAML' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Harbour pass')
    const acs = `${server.origin}/sso/harbour_pass/acs`
    const entityId = `${server.origin}/sso/harbour_pass/metadata`
    await page.getByText(acs, { exact: true }).waitFor()
    await page.getByText(entityId, { exact: true }).waitFor()
    provider.allowSamlSp({ entityId, acsUrl: acs })

    const metadata = page.getByRole('textbox', { name: 'Metadata' })
    await metadata.fill('<html>a sign-in page, saved by mistake</html>')
    await page.getByRole('button', { name: 'Check these settings' }).click()
    await page.getByRole('alert').waitFor()
    await axeBoth(page)
    await metadata.fill(provider.samlMetadataXml)
    await page.getByRole('button', { name: 'Check these settings' }).click()
    await page.getByText(/^Valid until/).waitFor()
    await page.getByText(provider.samlEntityId, { exact: true }).waitFor()
    await axeBoth(page)
    await page.getByRole('button', { name: 'Create connection' }).click()
    await heading(page, 'Harbour pass').waitFor()
    assert.match(page.url(), /\/connections\/[^/]+\/policy$/)
  })

  step('shows what the policy would do before it is in force', async () => {
    await page.getByRole('switch', { name: 'Registration (just in time)' }).click()
    await page.getByText('Without a role that opens the portal, newcomers are refused.').waitFor()
    await page.getByRole('switch', { name: 'Profile creation' }).click()
    await choose(page, 'Profile type', 'Contractor')
    await choose(page, 'People are recognized by', 'Badge number')
    for (const [label, claim] of [
      ['equal to the claim', 'npi'],
      ['First name', 'firstName'],
      ['Last name', 'lastName'],
      ['Email', 'email'],
    ] as const) {
      await page.getByRole('combobox', { name: label, exact: true }).fill(claim)
      await page.keyboard.press('Tab')
    }
    await choose(page, 'Role', 'Contractor')
    await choose(page, 'Location', 'Gate 4')
    const claims = page.getByRole('textbox', { name: 'Claims' })
    const simulate = page.getByRole('button', { name: 'Simulate', exact: true })
    await claims.fill('{"subject": "b-17", ')
    await simulate.click()
    await page.getByText(/This is not complete JSON/).waitFor()
    await claims.fill(
      [
        'subject: b-17',
        'npi: 1778201',
        'firstName: Ewa',
        'lastName: Lind',
        'email: ewa@harbour.example',
      ].join('\n'),
    )
    await simulate.click()
    await page.getByRole('heading', { name: 'Let in, account created' }).waitFor()
    await page.getByText('By the unsaved policy in the form. Nothing was written.').waitFor()
    const changes = page.getByRole('table', { name: 'Changes' })
    const row = (field: string) => changes.getByRole('row').filter({ hasText: field })
    assert.match(await row('First name').first().innerText(), /Nothing\s+Ewa/)
    assert.match(await row('Badge number').first().innerText(), /Nothing\s+1778201/)
    assert.match(await row('Role').first().innerText(), /Nothing\s+.*Contractor/)
    assert.match(await row('Location').first().innerText(), /Nothing\s+.*Gate 4/)
    await axeBoth(page)

    await claims.fill('subject: b-18\nfirstName: Nobody')
    await simulate.click()
    await page
      .getByRole('heading', { name: 'Refused' })
      .or(page.getByRole('heading', { name: 'Held for review' }))
      .waitFor()
    await axeBoth(page)

    await page.getByRole('button', { name: 'Put in force' }).click()
    await page.getByText('Version 2 of the policy is in force.').waitFor()
    await goTo('Accounts')
    await page.getByRole('table').waitFor()
    assert.equal(await page.getByText('Ewa Lind').count(), 0, 'the simulation wrote nothing')
  })

  step('lets in somebody never seen', async () => {
    const visitor = await browser.newContext()
    const tab = await visitor.newPage()
    await tab.goto(`${server.origin}/harbour`)
    await tab.getByRole('link', { name: /Harbour pass/ }).click()
    await tab.getByLabel('Given name').fill('Ewa')
    await tab.getByLabel('Family name').fill('Lind')
    await tab.getByLabel('Email').fill('ewa.lind@harbour.example')
    await tab.getByRole('button', { name: 'Continue as this person' }).click()
    await tab.waitForURL(`${server.origin}/p/harbour`)
    await tab.getByRole('heading', { name: /Ewa Lind/ }).waitFor()

    // and closing the portal says whom it affects, and signs her out
    await goTo('Portals')
    await page.getByRole('link', { name: 'Harbour contractors' }).click()
    await page.getByRole('button', { name: 'Disable…' }).click()
    const question = page.getByRole('dialog', { name: 'Disable Harbour contractors?' })
    await question.getByText(/Everybody signed in through it is signed out at once/).waitFor()
    await question.getByText(/One role opens it\./).waitFor()
    await axeBoth(page)
    await question.getByRole('button', { name: 'Disable the portal' }).click()
    await page.getByText('The portal lets nobody in. Everything about it is kept.').first().waitFor()
    const closed = await tab.goto(`${server.origin}/p/harbour`)
    assert.ok((closed?.status() ?? 0) >= 400, `the portal answered ${closed?.status()}`)
    assert.equal(await tab.getByRole('link', { name: /Harbour pass/ }).count(), 0)
    await page.getByRole('button', { name: 'Enable' }).click()
    await page.getByRole('button', { name: 'Disable…' }).waitFor()
    await tab.goto(`${server.origin}/p/harbour`)
    assert.equal(tab.url(), `${server.origin}/p/harbour/login`, 'her session did not come back')
    await visitor.close()
  })

  step('connects an OpenID Connect provider by its discovery address, read at once', async () => {
    await goTo('Connections')
    await page.getByRole('link', { name: 'New connection' }).click()
    await page.getByRole('radio', { name: 'Another provider , By OpenID Connect' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Harbour ID')
    await choose(page, 'Portal', 'Harbour contractors')
    await page.getByText(`${server.origin}/sso/harbour_id/callback`, { exact: true }).waitFor()
    const discovery = page.getByRole('textbox', { name: 'Issuer or discovery address' })
    await page.getByRole('textbox', { name: 'Client id' }).fill('postern-harbour')
    await page.getByRole('textbox', { name: 'Client secret' }).fill('kept in an envelope')
    const check = page.getByRole('button', { name: 'Check these settings' })

    await discovery.fill(`${server.sandbox}/nowhere`)
    await check.click()
    const failure = page.getByRole('alert')
    await failure.waitFor()
    assert.match(await failure.innerText(), /404/, 'what the other side answered is told')
    await axeBoth(page)
    await page.getByRole('button', { name: 'Create connection' }).click()
    await page.locator('[data-path="settings.discoveryUrl"][aria-invalid=true]').waitFor()

    await discovery.fill(`${server.sandbox}/oidc`)
    await check.click()
    await page.getByText(`${server.sandbox}/oidc`, { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Create connection' }).click()
    await heading(page, 'Harbour ID').waitFor()
    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await page.getByText('One is stored. Leave this empty to keep it.').waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Client secret' }).inputValue(), '')
    await axeBoth(page)
  })
})
