import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addVirtualAuthenticator } from './authenticator.ts'
import { axe } from './axe.ts'
import { browserUnavailable, launchBrowser } from './browser.ts'

const page = (body: string) =>
  `data:text/html,${encodeURIComponent(`<!doctype html><html lang="en"><title>Gate</title><main>${body}</main></html>`)}`

describe('launchBrowser', { skip: browserUnavailable() ?? false }, () => {
  let browser: Browser
  let context: BrowserContext
  before(async () => {
    browser = await launchBrowser()
    context = await browser.newContext()
  })
  after(() => browser?.close())

  it('opens a page, finds things by role and draws its text', async () => {
    const tab = await context.newPage()
    await tab.goto(page('<h1>The side gate</h1>'))
    const heading = tab.getByRole('heading', { name: 'The side gate' })
    assert.equal(await heading.count(), 1)
    const drawn = await heading.evaluate(element => {
      const range = element.ownerDocument.createRange()
      range.selectNodeContents(element)
      return range.getBoundingClientRect().width
    })
    assert.ok(drawn > 100, `the heading is ${drawn} px wide: no font?`)
    await tab.close()
  })

  it('keeps the origin checks that a default of the package switches off', async () => {
    const other = createServer((_request, response) => response.end('secret')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const tab = await context.newPage()
    await tab.goto(page('<h1>Elsewhere</h1>'))
    const read = tab.evaluate(url => fetch(url).then(answer => answer.text()), `http://127.0.0.1:${port}/`)
    await assert.rejects(read, /Failed to fetch/)
    await tab.close()
    other.close()
  })

  it('axe passes a good page and names what is wrong with a bad one', async () => {
    const tab = await context.newPage()
    await tab.goto(page('<h1>The side gate</h1><label>Name <input></label>'))
    await axe(tab)
    await tab.goto(page('<h1>The side gate</h1><input>'))
    await assert.rejects(axe(tab), /label: Form elements must have labels\s+input:/)
    await axe(tab, { exclude: ['input'] })
    await tab.close()
  })

  it('makes and uses a passkey with a virtual authenticator', async () => {
    const site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>Site</title>')
    }).listen(0, '127.0.0.1')
    await once(site, 'listening')
    const { port } = site.address() as { port: number }
    const tab = await context.newPage()
    const authenticator = await addVirtualAuthenticator(tab)
    await tab.goto(`http://localhost:${port}/`)
    assert.equal(await authenticator.credentialCount(), 0)
    assert.equal(await createPasskey(tab), 'public-key')
    assert.equal(await authenticator.credentialCount(), 1)
    await authenticator.remove()
    await tab.close()
    site.close()
  })
})

/** Registers a passkey in the page; as text, because the browser's types are not part of this project. */
function createPasskey(tab: Page): Promise<string> {
  return tab.evaluate(`navigator.credentials.create({ publicKey: {
    rp: { name: 'Gate' },
    user: { id: new Uint8Array([1]), name: 'ada', displayName: 'Ada' },
    challenge: new Uint8Array(32),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  }}).then(credential => credential.type)`)
}
