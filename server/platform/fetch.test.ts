import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer } from 'node:https'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { serverCertificate } from '../../testdata/tls.ts'
import { parseRanges } from './address-ranges.ts'
import { type Outbound, type OutboundInit, outbound } from './fetch.ts'
import type { ResolveName } from './fetch-connect.ts'
import { FetchRefused } from './fetch-result.ts'

const { ranges: loopback } = parseRanges('127.0.0.0/8')
const seen: { path: string; authorization: string | undefined; via: 'https' | 'http' }[] = []
let secure: Server
let plain: Server
let out: Outbound
let origin: string
let plainOrigin: string
let resolve: ResolveName = async () => [{ address: '127.0.0.1', family: 4 }]
let ca: string

const answer =
  (via: 'https' | 'http'): RequestListener =>
  (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://x')
    seen.push({ path, authorization: request.headers.authorization, via })
    if (path === '/to') response.writeHead(302, { location: searchParams.get('url') ?? '' }).end()
    else if (path === '/loop') response.writeHead(307, { location: '/loop' }).end()
    else if (path === '/large') response.end(Buffer.alloc(2_000_000))
    else if (path === '/bomb') {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2_000_000)))
    } else if (path === '/slow') response.writeHead(200).write('first bytes')
    else if (path === '/missing') response.writeHead(404).end('no')
    else response.end(`hello ${via}`)
  }

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

before(async () => {
  const certificate = await serverCertificate('issuer.example', 'other.example')
  ca = certificate.cert
  secure = createServer(certificate, answer('https'))
  plain = createHttpServer(answer('http'))
  origin = `https://issuer.example:${await listen(secure)}`
  plainOrigin = `http://127.0.0.1:${await listen(plain)}`
  out = outbound({ allow: loopback, resolve: name => resolve(name), ca })
})
after(async () => {
  await out.close()
  for (const server of [secure, plain]) {
    server.close()
    server.closeAllConnections()
  }
})

const get = async (url: string, init?: OutboundInit, through = out) => {
  const result = await through.get(url, init)
  return result.ok ? result.body.toString() : result.failure
}

test('an allowed address is reached, by its name', async () => {
  assert.equal(await get(`${origin}/`), 'hello https')
})

test('a name is resolved once, and its second answer gains nothing', async () => {
  const before = seen.length
  let asked = 0
  const rebinding: ResolveName = async () => {
    asked++
    // harmless while it is checked, loopback when it is connected to
    return [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }]
  }
  const guarded = outbound({ allow: [], resolve: rebinding, ca })
  assert.equal(await get(`${origin}/`, {}, guarded), 'fetch.address')
  assert.equal(asked, 1)
  assert.equal(seen.length, before)
})

test('of several addresses only the reachable ones are connected to', async () => {
  resolve = async () => [
    { address: '10.0.0.1', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ]
  const fresh = outbound({ allow: loopback, resolve: name => resolve(name), ca })
  assert.equal(await get(`${origin}/`, {}, fresh), 'hello https')
  await fresh.close()
})

const strict = () => outbound({ allow: [], ca })
for (const url of [
  'https://127.0.0.1/',
  'https://localhost/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://10.0.0.1/',
  'https://0.0.0.0/',
]) {
  test(`refused by address: ${url}`, async () => assert.equal(await get(url, {}, strict()), 'fetch.address'))
}

for (const url of [
  'http://issuer.example/',
  'file:///etc/passwd',
  'ftp://x.example/',
  'nonsense',
  'https://u:p@x.example/',
]) {
  test(`refused by scheme: ${url}`, async () => assert.equal(await get(url), 'fetch.scheme'))
}

test('exactly the named origin may be plain http on loopback', async () => {
  const sandbox = outbound({ allow: [], origins: [plainOrigin] })
  assert.equal(await get(`${plainOrigin}/`, {}, sandbox), 'hello http')
  assert.equal(await get('http://127.0.0.1:1/', {}, sandbox), 'fetch.scheme')
  assert.equal(await get(origin.replace('issuer.example', '127.0.0.1'), {}, sandbox), 'fetch.address')
  await sandbox.close()
})

test('a redirect is followed, and checked like a first request', async () => {
  const to = (target: string) => `${origin}/to?url=${encodeURIComponent(target)}`
  assert.equal(await get(to('/')), 'hello https')
  assert.equal(await get(to('https://[::1]/')), 'fetch.address')
  assert.equal(await get(to(`${plainOrigin}/`)), 'fetch.scheme')
  assert.equal(await get(`${origin}/loop`), 'fetch.redirect')
  assert.equal(await get(to('/'), { redirect: 'error' }), 'fetch.redirect')
  assert.equal(await get(to('/'), { method: 'POST', body: 'x' }), 'fetch.redirect')
})

test('a library that wants to see the redirect gets it', async () => {
  const response = await out.fetch(`${origin}/to?url=/`, { redirect: 'manual' })
  assert.equal(response.status, 302)
})

test('credentials stay with the origin they were meant for', async () => {
  const other = origin.replace('issuer.example', 'other.example')
  await get(`${origin}/to?url=${encodeURIComponent(`${other}/end`)}`, {
    headers: { Authorization: 'Bearer x' },
  })
  assert.equal(seen.findLast(request => request.path === '/to')?.authorization, 'Bearer x')
  assert.equal(seen.findLast(request => request.path === '/end')?.authorization, undefined)
})

test('size counts after decompression', async () => {
  assert.equal(await get(`${origin}/large`), 'fetch.size')
  assert.equal(await get(`${origin}/bomb`), 'fetch.size')
  assert.equal(await get(`${origin}/`, { maxBytes: 5 }), 'fetch.size')
})

test('an answer that does not end is given up', async () => {
  assert.equal(await get(`${origin}/slow`, { timeoutMilliseconds: 200 }), 'fetch.timeout')
})

test('status, trust and names that fail are told apart', async () => {
  assert.equal(await get(`${origin}/missing`), 'fetch.status')
  assert.equal(await get(`${origin}/`, {}, outbound({ allow: loopback, resolve })), 'fetch.unreachable')
  const unknown = outbound({
    allow: [],
    resolve: () => Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })),
  })
  assert.deepEqual(await unknown.get('https://nowhere.example/'), {
    ok: false,
    failure: 'fetch.unreachable',
    detail: 'ENOTFOUND',
  })
})

test('the fetch form answers like fetch and throws the same codes', async () => {
  const response = await out.fetch(`${origin}/missing`)
  assert.equal(response.status, 404)
  assert.equal(await response.text(), 'no')
  await assert.rejects(
    out.fetch('https://[::1]/'),
    error => error instanceof FetchRefused && error.failure === 'fetch.address',
  )
})
