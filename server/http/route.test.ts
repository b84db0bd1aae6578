import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readForm } from '@postern/demo/test-browser.ts'
import { type Browser, browser } from '../../testdata/browser.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import {
  newcomerFields,
  type PortalServer,
  responseIn,
  signedIn,
  startPortalServer,
  toChoice,
  toResponse,
} from '../../testdata/portal-server.ts'

let db: TestDatabase
let server: PortalServer
before(async () => {
  db = await testDatabase()
  server = await startPortalServer(db)
})
after(async () => {
  await server.close()
  await db.close()
})

const acs = () => `${server.origin}/sso/mercy_staff/acs`
const update = (sql: string) => db.owner(sql, [server.tenant])
const shortId = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/

async function lastReason() {
  const [row] = await db.owner<{ reason: string; short_id: string }>(
    'select reason, short_id from attempts where tenant_id = $1 order by id desc limit 1',
    [server.tenant],
  )
  return row
}

/** A refused page: 403, the short id of the attempt, and not the reason. */
async function assertRefused(visit: { status: number; body: string }, reason: string, status = 403) {
  assert.equal(visit.status, status)
  const attempt = await lastReason()
  assert.equal(attempt?.reason, reason)
  assert.equal(server.counted.at(-1), reason)
  assert.ok(shortId.test(visit.body) && visit.body.includes(attempt?.short_id ?? '?'))
  assert.ok(!visit.body.includes(reason), 'the reason is the administrator’s')
}

for (const portal of ['physicians', 'campus'] as const) {
  test(`somebody nobody has seen signs in at ${portal}, lands, and signs out`, async () => {
    const { visitor, landing, email } = await signedIn(server.origin, portal)
    assert.equal(landing.url, `${server.origin}/p/${portal}`)
    assert.equal(landing.status, 200)
    assert.ok(landing.body.includes('Noor Haddad') && landing.body.includes(email.split('@')[0] ?? '?'))
    const [made] = await db.owner(
      `select count(distinct a.id)::int as accounts, count(distinct p.id)::int as profiles from accounts a
       join profiles p on p.id = a.profile_id where a.tenant_id = $1 and a.email_key = $2`,
      [server.tenant, email],
    )
    assert.deepEqual(made, { accounts: 1, profiles: 1 })

    const wrong = await visitor.submit(landing, { csrf: 'guessed' })
    assert.equal(wrong.status, 403)
    const form = readForm(landing)
    const none = await visitor.open(form.action, {
      body: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(none.status, 403)
    assert.equal((await visitor.open(`/p/${portal}`)).url, `${server.origin}/p/${portal}`, 'still signed in')

    const token = [...visitor.cookies()].find(([name]) => name.startsWith('postern-portal-'))?.[1].value
    const out = await visitor.submit(landing)
    assert.deepEqual([out.status, out.url], [200, `${server.origin}/p/${portal}/logout`])
    assert.ok([...visitor.cookies().keys()].every(name => !name.startsWith('postern-portal-')))
    assert.equal((await visitor.open(`/p/${portal}`)).url, `${server.origin}/p/${portal}/login`)
    // the cookie is gone, and so is what it opened
    const copied = await visitor.open(`/p/${portal}`, {
      headers: { cookie: `postern-portal-${portal}=${token}` },
    })
    assert.equal(copied.url, `${server.origin}/p/${portal}/login`)
  })
}

test('a session opens its own portal only, and is new at each sign-in', async () => {
  const { visitor } = await signedIn(server.origin)
  assert.match((await visitor.open('/p/campus')).url, /\/p\/campus\/login$/)
  const first = visitor.cookies().get('postern-portal-physicians')?.value
  const again = await visitor.open('/sso/mercy_staff/login')
  await visitor.submit(await visitor.submit(again, newcomerFields()))
  const second = visitor.cookies().get('postern-portal-physicians')?.value
  assert.ok(first && second && first !== second)
  const old = await browser(server.origin).open('/p/physicians', {
    headers: { cookie: `postern-portal-physicians=${first}` },
  })
  assert.match(old.url, /\/login$/, 'the session before it has ended')
})

test('cookies: for this host and every path, unreadable by scripts, not sent from elsewhere', async () => {
  const { visitor } = await signedIn(server.origin)
  const cookies = Object.fromEntries(
    [...visitor.cookies()]
      .filter(([name]) => name.startsWith('postern-'))
      .map(([name, { attributes }]) => [name, attributes]),
  )
  assert.deepEqual(cookies, {
    'postern-browser': ['max-age=3600', 'path=/', 'httponly', 'samesite=lax'],
    'postern-portal-physicians': ['path=/', 'httponly', 'samesite=lax'],
  })
})

test('over https they are __Host- and secure', async () => {
  await update(`update tenants set canonical_origin = 'https://portal.example.test' where id = $1`)
  server.pass({ minutes: 1 })
  try {
    const answer = await browser(server.origin).open('/sso/mercy_staff/login', { stay: true })
    assert.match(
      answer.headers.getSetCookie().join(),
      /^__Host-postern-browser=[\w-]{20,}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  } finally {
    await update('update tenants set canonical_origin = null where id = $1')
    server.pass({ minutes: 1 })
  }
})

test('a hand-off finished in another browser is refused, and still good in its own', async () => {
  const mine = browser(server.origin)
  const page = await toResponse(mine)
  const posted = await mine.open(acs(), {
    body: new URLSearchParams({ SAMLResponse: responseIn(page) }),
    stay: true,
  })
  assert.equal(posted.status, 303)
  const finish = posted.headers.get('location') ?? ''
  assert.match(finish, /^\/sso\/mercy_staff\/finish\?handoff=/)
  await assertRefused(await browser(server.origin).open(finish), 'flow.other-browser')
  assert.equal((await mine.open(finish)).url, `${server.origin}/p/physicians`)
  await assertRefused(await mine.open(finish), 'flow.unknown')
})

test('one response posted twice signs in once', async () => {
  const visitor = browser(server.origin)
  const page = await toResponse(visitor)
  assert.equal((await visitor.submit(page)).status, 200)
  await assertRefused(await visitor.submit(page), 'flow.unknown')
})

test('what cannot be a response is refused: none, repeated, another type, too large', async () => {
  const visitor = browser(server.origin)
  const response = responseIn(await toResponse(visitor))
  const post = (body: string | URLSearchParams, type = 'application/x-www-form-urlencoded') =>
    visitor.open(acs(), { body, headers: { 'content-type': type } })
  const twice = new URLSearchParams([
    ['SAMLResponse', response],
    ['SAMLResponse', response],
  ])
  await assertRefused(await post(twice), 'saml.malformed')
  await assertRefused(await post(''), 'saml.malformed')
  assert.equal((await post(response, 'text/xml')).status, 415)
  assert.equal((await post('{"SAMLResponse":"x"}', 'application/json')).status, 403, 'read as no response')
  const large = await post(`SAMLResponse=${'A'.repeat(1_100_000)}`)
  assert.equal(large.status, 413)
  assert.match(large.body, /Reference: <code>/)
  // none of it used anything up
  assert.equal((await post(new URLSearchParams({ SAMLResponse: response }))).status, 200)
})

test('unknown portals and connections are calm 404 pages', async () => {
  const visitor = browser(server.origin)
  for (const path of [
    '/p/nowhere',
    '/p/nowhere/login',
    '/p/nowhere/logout',
    '/nowhere',
    '/p/%F0%9F%90%99',
    '/p/..%2fphysicians',
  ]) {
    const visit = await visitor.open(path)
    assert.equal(visit.status, 404, path)
    assert.match(visit.headers.get('content-type') ?? '', /^text\/html/, path)
  }
  await assertRefused(await visitor.open('/sso/nowhere/login'), 'connection.unknown', 404)
  await assertRefused(
    await visitor.open('/sso/nowhere/acs', { body: new URLSearchParams({ SAMLResponse: 'x' }) }),
    'connection.unknown',
    404,
  )
  await assertRefused(await visitor.open('/sso/nowhere/callback?state=x&code=y'), 'connection.unknown', 404)
  assert.equal((await visitor.open('/sso/nowhere/metadata')).status, 404)
  assert.equal((await visitor.open('/deeper/than/anything')).status, 404)
})

test('a callback without its flow is refused', async () => {
  await assertRefused(
    await browser(server.origin).open('/sso/campus_id/callback?code=x&state=forged'),
    'oidc.state',
  )
})

test('somebody who goes back without signing in is told so, by either protocol', async () => {
  for (const portal of ['physicians', 'campus']) {
    const visitor: Browser = browser(server.origin)
    const choice = await toChoice(visitor, portal)
    const back = await visitor.submit(choice, { cancel: 'yes' })
    const end = portal === 'physicians' ? await visitor.submit(back) : back
    assert.equal(end.status, 403)
    assert.ok(shortId.test(end.body))
  }
})

test('the short address leads to the portal', async () => {
  const visitor = browser(server.origin)
  const answer = await visitor.open('/physicians', { stay: true })
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/p/physicians'])
  assert.match((await visitor.open('/Physicians')).url, /\/p\/physicians\/login$/)
})

test('health is answered on any host', async () => {
  const healthz = await browser(server.origin).open('/healthz')
  assert.deepEqual([healthz.status, JSON.parse(healthz.body)], [200, { status: 'up' }])
  assert.equal((await browser(server.origin).open('/readyz')).status, 200)
})

test('an unknown host is the only tenant, until there are two', async () => {
  const unknown = server.origin.replace('localhost', '127.0.0.1')
  assert.equal((await browser(unknown).open('/p/physicians')).status, 200)
  await addTenant(db, 'second')
  server.pass({ minutes: 1 })
  const visit = await browser(unknown).open('/p/physicians')
  assert.equal(visit.status, 421)
  assert.match(visit.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.equal((await browser(unknown).open('/healthz')).status, 200)
  assert.equal((await browser(server.origin).open('/p/physicians')).status, 200)
})
