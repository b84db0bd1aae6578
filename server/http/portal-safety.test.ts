import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { browser } from '../../testdata/browser.ts'
import { type TestDatabase, testDatabase } from '../../testdata/database.ts'
import {
  newcomerFields,
  type PortalServer,
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
afterEach(() => server.present())
after(async () => {
  await server.close()
  await db.close()
})

const update = (sql: string) => db.owner(sql, [server.tenant])

/** Where a sign-in that was begun with `return_to` ends. */
async function endOf(returnTo: string): Promise<{ url: string; trail: readonly string[] }> {
  const visitor = browser(server.origin)
  const choice = await visitor.open(`/sso/mercy_staff/login?return_to=${returnTo}`)
  const { url } = await visitor.submit(await visitor.submit(choice, newcomerFields()))
  return { url, trail: visitor.trail }
}

const home = () => `${server.origin}/p/physicians`
const astray = [
  ...['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', 'https:evil.example'],
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    '/',
    '',
    '/p/campus',
    '/p/physiciansevil',
    '/p/physicians.evil.example',
  ],
  ...['/p/physicians//evil.example', '/p/physicians/../campus', '/p/physicians/%2e%2e/campus'],
  ...[
    '/p/physicians\\..\\campus',
    '/p/physicians\r\nlocation: https://evil.example',
    '/p/physicians@evil.example',
  ],
  ...[
    '/p/physicians?x=//evil.example',
    '/p/physicians/\t/evil.example',
    '/P/PHYSICIANS',
    '/console/',
    '/api/v1/accounts',
  ],
  `/p/physicians/${'a'.repeat(600)}`,
]

test('a return address outside the portal is forgotten, however it is written', async () => {
  const origin = new URL(server.origin)
  for (const address of astray) {
    const { url, trail } = await endOf(encodeURIComponent(address))
    assert.equal(url, home(), address)
    const hosts = new Set(trail.map(visited => new URL(visited).hostname))
    assert.deepEqual([...hosts], [origin.hostname], address)
  }
  for (const encoded of [
    '%252f%252fevil.example',
    '%2F%2Fevil.example',
    '%5C%5Cevil.example',
    '%09//evil.example',
  ])
    assert.equal((await endOf(encoded)).url, home(), encoded)
  const repeated = await endOf('/p/physicians&return_to=https://evil.example')
  assert.equal(repeated.url, home(), 'given twice')
})

test('a return address inside the portal is kept', async () => {
  const { trail } = await endOf(encodeURIComponent('/p/physicians/login?from=mail'))
  assert.ok(trail.includes(`${home()}/login?from=mail`))
})

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
}

test('every answer carries the security headers, and no page a script', async () => {
  const { visitor } = await signedIn(server.origin)
  const stranger = browser(server.origin)
  const visits = [
    await visitor.open('/p/physicians'),
    await stranger.open('/p/physicians/login'),
    await stranger.open('/p/physicians/logout'),
    await stranger.open('/p/physicians', { stay: true }),
    await stranger.open('/p/nowhere'),
    await stranger.open('/sso/mercy_staff/acs', { body: 'SAMLResponse=x', headers: form }),
    await stranger.open('/sso/mercy_staff/login', { stay: true }),
    await stranger.open('/sso/mercy_staff/metadata'),
    await stranger.open('/sso/mercy_staff/acs', { body: 'x', headers: { 'content-type': 'text/xml' } }),
    await stranger.open('/sso/mercy_staff/acs', { body: 'A'.repeat(1_100_000), headers: form }),
    await stranger.open('/deeper/than/anything'),
    await stranger.open('/healthz'),
  ]
  for (const { url, status, headers: sent, body } of visits) {
    for (const [name, value] of Object.entries(headers))
      assert.equal(sent.get(name), value, `${status} ${url} ${name}`)
    assert.equal(sent.get('x-powered-by'), null)
    assert.doesNotMatch(body, /<script|\son\w+=|javascript:/i, url)
  }
})
const form = { 'content-type': 'application/x-www-form-urlencoded' }

test('what a person typed at the identity provider is shown as text', async () => {
  const visitor = browser(server.origin)
  const named = { ...newcomerFields(), givenName: '<img src=x onerror=alert(1)>', familyName: `"'><b>` }
  const landing = await visitor.submit(await toResponse(visitor, named))
  assert.equal(landing.status, 200)
  assert.doesNotMatch(landing.body, /<img src=x|<b>/)
  assert.match(landing.body, /&lt;img/)
})

/** Whether a browser is still let in. */
const isIn = async (visitor: ReturnType<typeof browser>) =>
  (await visitor.open('/p/physicians')).url === home()

for (const [what, close, open] of [
  [
    'their account is suspended',
    `update accounts set status = 'suspended' where tenant_id = $1`,
    `update accounts set status = 'active' where tenant_id = $1`,
  ],
  [
    'their last day is over',
    `update profiles set end_date = current_date - 2 where tenant_id = $1`,
    'update profiles set end_date = null where tenant_id = $1',
  ],
  [
    'their profile is terminated',
    `update profiles set status = 'Terminated' where tenant_id = $1`,
    `update profiles set status = 'Active' where tenant_id = $1`,
  ],
] as const) {
  test(`a person is out at once when ${what}`, async () => {
    const { visitor } = await signedIn(server.origin)
    assert.ok(await isIn(visitor))
    await update(close)
    assert.equal(await isIn(visitor), false)
    await update(open)
  })
}

test('a session ends without activity, slides with it, and ends for good after its lifetime', async () => {
  await update('update portals set inactivity_minutes = 5, lifetime_hours = 1 where tenant_id = $1')
  const { visitor: idle } = await signedIn(server.origin)
  const { visitor: busy } = await signedIn(server.origin)
  server.pass({ minutes: 4 })
  assert.ok(await isIn(busy))
  server.pass({ minutes: 2 })
  assert.equal(await isIn(idle), false)
  assert.ok(await isIn(busy))
  for (let minute = 6; minute < 56; minute += 4) {
    assert.ok(await isIn(busy), `after ${minute} minutes`)
    server.pass({ minutes: 4 })
  }
  server.pass({ minutes: 3 })
  assert.equal(await isIn(busy), false, 'an hour is over')
  await update('update portals set inactivity_minutes = 30, lifetime_hours = 12 where tenant_id = $1')
})

test('a hand-off waits a minute, a sign-in a quarter of an hour', async () => {
  const slow = browser(server.origin)
  const page = await toResponse(slow)
  const posted = await slow.open(`${server.origin}/sso/mercy_staff/acs`, {
    body: new URLSearchParams({
      SAMLResponse: /name="SAMLResponse" value="([^"]*)"/.exec(page.body)?.[1] ?? '',
    }),
    stay: true,
  })
  server.pass({ minutes: 1 })
  assert.equal((await slow.open(posted.headers.get('location') ?? '')).status, 403)
  assert.equal(server.counted.at(-1), 'flow.expired')
  server.present()
  const slower = browser(server.origin)
  const choice = await toChoice(slower, 'campus')
  server.pass({ minutes: 16 })
  assert.equal((await slower.submit(choice, newcomerFields())).status, 403)
  assert.equal(server.counted.at(-1), 'flow.expired')
})

test('a disabled portal is closed to everybody, also to those inside and those on their way', async () => {
  const { visitor } = await signedIn(server.origin)
  const late = browser(server.origin)
  const page = await toResponse(late)
  await update(`update portals set state = 'disabled', version = version + 1 where tenant_id = $1`)
  const shut = await visitor.open('/p/physicians')
  assert.equal(shut.status, 403)
  assert.doesNotMatch(shut.body, /data-connection/)
  assert.equal((await late.submit(page)).status, 403)
  assert.equal(server.counted.at(-1), 'portal.disabled')
  assert.equal((await late.open('/sso/mercy_staff/login')).status, 403)
  await update(`update portals set state = 'active', version = version + 1 where tenant_id = $1`)
  assert.equal((await late.submit(page)).url, home())
})

test('a disabled connection lets nobody in, those on their way neither', async () => {
  const late = browser(server.origin)
  const page = await toResponse(late)
  await update(`update connections set state = 'disabled', version = version + 1 where tenant_id = $1`)
  assert.doesNotMatch((await late.open('/p/physicians/login')).body, /data-connection/)
  assert.equal((await late.submit(page)).status, 403)
  assert.equal(server.counted.at(-1), 'connection.disabled')
  assert.equal((await late.open('/sso/mercy_staff/login')).status, 403)
  await update(`update connections set state = 'active', version = version + 1 where tenant_id = $1`)
})

test('a renamed portal keeps the addresses its identity provider knows, and the sessions', async () => {
  const { visitor } = await signedIn(server.origin)
  const before = (await visitor.open('/sso/mercy_staff/metadata')).body
  const onTheWay = browser(server.origin)
  const page = await toResponse(onTheWay)
  await update(
    `update portals set url = 'doctors', version = version + 1 where tenant_id = $1 and url = 'physicians'`,
  )
  assert.equal((await visitor.open('/p/physicians')).status, 404)
  assert.equal((await visitor.open('/p/doctors')).url, `${server.origin}/p/doctors`, 'still inside')
  assert.equal((await visitor.open('/sso/mercy_staff/metadata')).body, before)
  const fresh = browser(server.origin)
  const landed = await fresh.submit(await fresh.submit(await toChoice(fresh, 'doctors'), newcomerFields()))
  assert.equal(landed.url, `${server.origin}/p/doctors`)
  const ended = await onTheWay.submit(page)
  assert.equal(ended.url, `${server.origin}/p/doctors`, 'begun before, ended after the renaming')
})
