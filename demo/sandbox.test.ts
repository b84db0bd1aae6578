import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as oidc from 'openid-client'
import { type Sandbox, startSandbox } from './sandbox.ts'
import { testBrowser } from './test-browser.ts'

const client = {
  clientId: 'campus-portal',
  clientSecret: 'campus-portal-secret',
  redirectUris: ['http://portal.example/sso/c1/callback'],
  postLogoutRedirectUris: ['http://portal.example/p/campus'],
}
const redirectUri = 'http://portal.example/sso/c1/callback'
let sandbox: Sandbox

before(async () => {
  sandbox = await startSandbox({ port: 0, samlServiceProviders: [], oidcClients: [client] })
})
after(() => sandbox.close())

/** Starts a sign-in as a portal would. */
async function ask(issuer: string, extra: Record<string, string> = {}, { clientId, clientSecret } = client) {
  const options = { execute: [oidc.allowInsecureRequests] }
  const config = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, options)
  const checks = {
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
  }
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...extra,
  })
  const redeem = (callback: string) => oidc.authorizationCodeGrant(config, new URL(callback), checks)
  return { config, url: url.href, redeem }
}

/** Signs in with one more form field, and returns what the portal learns. */
async function signIn(on: Sandbox, fields: Record<string, string>, browser = testBrowser(on.origin)) {
  const { config, url, redeem } = await ask(on.oidcIssuer)
  const chosen = await browser.submit(await browser.open(url), fields)
  const tokens = await redeem(chosen.url)
  const claims = tokens.claims()
  assert.ok(claims)
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
  return { config, tokens, claims, userinfo }
}

const personNamed = (familyName: string) => {
  const person = sandbox.people.find(each => each.familyName === familyName)
  assert.ok(person)
  return person
}

test('a chosen person arrives with the same claims in the ID token and from userinfo', async () => {
  const person = personNamed("O'Brien")
  const { claims, userinfo } = await signIn(sandbox, { person: person.id })
  for (const source of [claims, userinfo]) {
    assert.equal(source.sub, person.id)
    assert.equal(source.name, "Tomás O'Brien")
    assert.equal(source.given_name, 'Tomás')
    assert.equal(source.email, 'tomas.obrien@campus.example')
    assert.equal(source.email_verified, false)
    assert.equal(source.student_number, 'S2038854')
    assert.equal(source.department, 'Radiography')
  }
})

test('a person without an email has neither email claim', async () => {
  const { claims } = await signIn(sandbox, { person: personNamed('Raman').id })
  assert.equal('email' in claims, false)
  assert.equal('email_verified' in claims, false)
})

test('the next sign-in in one browser asks again, and may be somebody else', async () => {
  const browser = testBrowser(sandbox.origin)
  for (const familyName of ['Chen', 'Raman', 'Chen']) {
    const { claims } = await signIn(sandbox, { person: personNamed(familyName).id }, browser)
    assert.equal(claims.sub, personNamed(familyName).id)
  }
})

test('a person typed in keeps the subject over a restart, whatever the case of the email', async () => {
  const restarted = await startSandbox({ port: 0, samlServiceProviders: [], oidcClients: [client] })
  try {
    const typed = { newcomer: 'yes', givenName: ' Sam ', familyName: 'New', email: 'Sam.New@example.org' }
    const first = await signIn(sandbox, typed)
    const second = await signIn(restarted, { ...typed, givenName: 'Samuel', email: 'sam.new@example.org' })
    assert.match(first.claims.sub, /^sbx-new-[0-9a-f]{16}$/)
    assert.equal(first.claims.sub, second.claims.sub)
    assert.equal(first.claims.given_name, 'Sam')
    assert.equal(first.claims.email_verified, true)
    assert.equal(second.claims.given_name, 'Samuel')
  } finally {
    await restarted.close()
  }
})

test('a form that cannot be used comes back with what was typed and what is wrong', async () => {
  const browser = testBrowser(sandbox.origin)
  const { url } = await ask(sandbox.oidcIssuer)
  const typed = { newcomer: 'yes', givenName: '<b>"Sam"', familyName: '', email: 'nowhere' }
  const again = await browser.submit(await browser.open(url), typed)
  assert.equal(again.status, 422)
  assert.ok(again.body.includes('value="&lt;b&gt;&quot;Sam&quot;"'))
  assert.ok(again.body.includes('Enter a family name'))
  assert.ok(again.body.includes('Enter an email address'))
})

test('going back without signing in is access_denied', async () => {
  const browser = testBrowser(sandbox.origin)
  const { url } = await ask(sandbox.oidcIssuer)
  const left = await browser.submit(await browser.open(url), { cancel: 'yes' })
  assert.equal(new URL(left.url).searchParams.get('error'), 'access_denied')
})

test('prompt=none without a session is login_required, with one it signs in', async () => {
  const browser = testBrowser(sandbox.origin)
  const silent = async () => {
    const { url, redeem } = await ask(sandbox.oidcIssuer, { prompt: 'none' })
    return { back: new URL((await browser.open(url)).url), redeem }
  }
  assert.equal((await silent()).back.searchParams.get('error'), 'login_required')
  await signIn(sandbox, { person: personNamed('Chen').id }, browser)
  const { back, redeem } = await silent()
  assert.equal((await redeem(back.href)).claims()?.sub, personNamed('Chen').id)
})

test('prompt=consent is granted with the choice', async () => {
  const browser = testBrowser(sandbox.origin)
  const { url, redeem } = await ask(sandbox.oidcIssuer, { prompt: 'consent' })
  const chosen = await browser.submit(await browser.open(url), { person: personNamed('Chen').id })
  assert.equal((await redeem(chosen.url)).claims()?.sub, personNamed('Chen').id)
})

test('logout started by the portal ends at its registered address and ends the session', async () => {
  const browser = testBrowser(sandbox.origin)
  const { config, tokens } = await signIn(sandbox, { person: personNamed('Chen').id }, browser)
  const post_logout_redirect_uri = 'http://portal.example/p/campus'
  const url = oidc.buildEndSessionUrl(config, {
    post_logout_redirect_uri,
    id_token_hint: tokens.id_token ?? '',
    state: 'back',
  })
  const confirm = await browser.open(url.href)
  assert.match(
    confirm.headers.get('content-security-policy') ?? '',
    /form-action 'self' http:\/\/portal\.example;/,
  )
  assert.equal((await browser.submit(confirm)).url, `${post_logout_redirect_uri}?state=back`)
  const silent = await ask(sandbox.oidcIssuer, { prompt: 'none' })
  assert.equal(new URL((await browser.open(silent.url)).url).searchParams.get('error'), 'login_required')
})

test('a request without PKCE, or from a client nobody allowed, goes no further', async () => {
  const browser = testBrowser(sandbox.origin)
  const noPkce = new URL((await ask(sandbox.oidcIssuer)).url)
  noPkce.searchParams.delete('code_challenge')
  noPkce.searchParams.delete('code_challenge_method')
  const back = new URL((await browser.open(noPkce.href)).url)
  assert.equal(back.searchParams.get('error'), 'invalid_request')

  const late = { ...client, clientId: 'late<portal>' }
  const { url } = await ask(sandbox.oidcIssuer, {}, late)
  const refused = await browser.open(url)
  assert.equal(refused.status, 400)
  assert.ok(refused.body.includes('invalid_client'))
  sandbox.allowOidcClient(late)
  assert.equal((await browser.open(url)).status, 200)
})

test('the choosing page runs no script and sends forms only to itself and the portal', async () => {
  const page = await testBrowser(sandbox.origin).open((await ask(sandbox.oidcIssuer)).url)
  const policy = page.headers.get('content-security-policy')
  assert.equal(
    policy,
    "default-src 'none'; style-src 'self'; form-action 'self' http://portal.example; frame-ancestors 'none'; base-uri 'none'",
  )
  assert.ok(page.body.includes('Demonstration only'))
  assert.equal(/<script|style=|onclick/.test(page.body), false)
  const expired = await testBrowser(sandbox.origin).open(page.url)
  assert.equal(expired.status, 400, 'a choice belongs to the browser that asked')
})
