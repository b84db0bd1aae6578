import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { type PortalServer, startPortalServer } from '../../testdata/portal-server.ts'

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

interface Answered {
  readonly status: number | undefined
  readonly policy: unknown
  readonly body: string
}

/** As it stands: `fetch` would tidy the address up first. */
function ask(method: string, path: string): Promise<Answered> {
  const { hostname, port } = new URL(server.origin)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path }, answer => {
      let body = ''
      answer.setEncoding('utf8').on('data', text => {
        body += text
      })
      answer.on('end', () => {
        const policy = answer.headers['content-security-policy']
        resolve({ status: answer.statusCode, policy, body })
      })
    })
    asked.on('error', reject).end()
  })
}

const nowhere = ['/p/%00', '/%00', '/sso/%00/login', '/sso/%00/metadata', '/sso/%00/callback?state=x']

test('an address with NUL is one that leads nowhere, and never reaches the database', async () => {
  for (const path of [...nowhere, '/p/%00/style.css']) {
    const answered = await ask('GET', path)
    assert.equal(answered.status, 404, path)
  }
  for (const path of ['/sso/%00/acs', '/p/%00/logout']) {
    const answered = await ask('POST', path)
    assert.equal(answered.status, 404, path)
  }
  assert.equal((await ask('GET', '/sso/mercy_staff/callback?state=%00&code=%00')).status, 403)
})

test('an address that cannot be decoded is a problem like any other, with the headers of any other', async () => {
  for (const path of ['/p/%', '/%E0%A4%A', `/p/${'a'.repeat(200)}`]) {
    const answered = await ask('GET', path)
    assert.equal(answered.status, 400, path)
    assert.match(String(answered.policy), /default-src 'none'/, path)
    assert.match(answered.body, /"request\.malformed"/, path)
    assert.ok(!answered.body.includes('FST_ERR'), path)
  }
})
