import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { ConnectionId } from '@postern/contract/ids.ts'
import { isRefusal } from '@postern/contract/reasons.ts'
import { type Sandbox, startSandbox } from '@postern/demo/sandbox.ts'
import { testBrowser } from '@postern/demo/test-browser.ts'
import { idOf } from '../../../testdata/provisioning.ts'
import { keyRing } from '../../platform/key-ring.ts'
import type { SignInProtocol } from '../protocol.ts'
import { oidcProtocol } from './protocol.ts'

const redirectUri = 'http://portal.example/sso/campus_idp/callback'
const client = {
  clientId: 'campus-portal',
  clientSecret: 'campus-portal-secret',
  redirectUris: [redirectUri],
  postLogoutRedirectUris: [],
}
const keys = keyRing([randomBytes(32)])
let sandbox: Sandbox
let protocol: SignInProtocol
before(async () => {
  sandbox = await startSandbox({ port: 0, samlServiceProviders: [], oidcClients: [client] })
  protocol = await oidcProtocol(
    {
      kind: 'oidc',
      uid: 'campus_idp',
      connection: idOf<ConnectionId>(3),
      issuer: sandbox.oidcIssuer,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      scopes: ['openid', 'email', 'profile'],
      redirectUri,
      clockToleranceSeconds: 30,
    },
    { fetch, allowsHttp: origin => origin === sandbox.origin },
    keys,
  )
})
after(() => sandbox.close())

/** The query string and state with which the provider sends a person back. */
async function comeBack(familyName: string) {
  const person = sandbox.people.find(each => each.familyName === familyName)
  assert.ok(person)
  const browser = testBrowser(sandbox.origin)
  const token = `${keys.current}.${randomBytes(16).toString('base64url')}`
  const chosen = await browser.submit(await browser.open(protocol.begin(token, new Date())), {
    person: person.id,
  })
  const { search, searchParams } = new URL(chosen.url)
  return {
    person,
    token,
    answer: { by: 'oidc-callback', query: search.slice(1), state: searchParams.get('state') ?? '' } as const,
  }
}

test('a real exchange yields the person, the flow and an address only as verified as it is', async () => {
  const { person, token, answer } = await comeBack("O'Brien")
  const verified = await protocol.verify(answer, new Date())
  assert.ok(!isRefusal(verified), JSON.stringify(verified))
  assert.equal(verified.claims.issuer, sandbox.oidcIssuer)
  assert.equal(verified.claims.subject, person.id)
  assert.deepEqual(verified.claims.email, { value: person.email, verified: false })
  assert.deepEqual(verified.claims.attributes.student_number, [person.studentNumber])
  assert.equal(verified.flowToken, token)
})

test('oidc.exchange: a code is exchanged once', async () => {
  const { answer } = await comeBack('Chen')
  assert.ok(!isRefusal(await protocol.verify(answer, new Date())))
  const again = await protocol.verify(answer, new Date())
  assert.ok(isRefusal(again) && again.refused === 'oidc.exchange', JSON.stringify(again))
})

test('oidc.exchange: a code of one flow under the state of another', async () => {
  const [one, two] = [await comeBack('Chen'), await comeBack('Raman')]
  const query = new URLSearchParams(one.answer.query)
  query.set('state', two.answer.state)
  const mixed = await protocol.verify({ ...two.answer, query: query.toString() }, new Date())
  assert.ok(isRefusal(mixed) && mixed.refused === 'oidc.exchange', JSON.stringify(mixed))
  assert.ok(!isRefusal(await protocol.verify(two.answer, new Date())))
})
