import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SessionId, TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { Secret, TOTP } from 'otpauth'
import { type TestServices, testServices, visitor } from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { SoftwareAuthenticator } from '../../testdata/software-authenticator.ts'
import { createAdministrator } from './administrators.ts'
import { authenticate } from './authenticate.ts'
import { signIn } from './console-session.ts'
import * as enrolment from './console-session-enrolment.ts'
import { endOwnSession, type Self } from './own-account.ts'
import * as factors from './own-factors.ts'

let db: TestDatabase
let tenant: TenantId
let services: TestServices
const password = 'purple-otter-canyon-92'
before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'own_account')
  services = testServices(db)
})
after(() => db.close())

const refusal = (code: Problem['code']) => (error: unknown) => error instanceof Problem && error.code === code
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: services.clock.now().getTime() })

async function invited(name: string) {
  const email = `${name}@example.test`
  const person = {
    tenant,
    email,
    firstName: 'Barbara',
    lastName: 'Liskov',
    level: 'owner',
    password,
  } as const
  await createAdministrator(services, person)
  const { step } = await signIn(services, visitor(tenant), { email, password })
  assert.ok(step.next === 'enrol')
  return { email, challenge: step.challenge }
}

/** Somebody signed in with an authenticator app. */
async function signedIn(name: string): Promise<Self & { email: string; token: string }> {
  const { email, challenge } = await invited(name)
  const offer = await enrolment.offerTotp(services, visitor(tenant), { challenge })
  const done = await enrolment.enrolTotp(services, visitor(tenant), {
    challenge: offer.challenge,
    code: codeOf(offer.secret),
  })
  const token = done.opened?.token ?? ''
  const principal = await authenticate(services, { tenant, cookie: token, authorization: null })
  assert.ok(principal.kind === 'administrator')
  return { tenant, email, token, account: principal.account, session: principal.session }
}

test('a passkey is added beside the app, then the app may go, the passkey not', async () => {
  const self = await signedIn('factors')
  const { party } = visitor(tenant)
  const offer = await factors.offerPasskey(services, self, party, { password })
  const registration = new SoftwareAuthenticator('http://localhost:8080').create(offer.options)
  const answer = { challenge: offer.challenge, registration, label: 'Key ring' }
  const passkey = await factors.addPasskey(services, self, party, answer)
  await assert.rejects(
    factors.addPasskey(services, self, party, answer),
    refusal('authentication.failed'),
    'an offer is used once',
  )
  const { items } = await factors.listFactors(services, self)
  assert.deepEqual(
    items.map(item => [item.kind, item.label]),
    [
      ['totp', 'Authenticator app'],
      ['passkey', 'Key ring'],
    ],
  )
  const app = items[0]?.id
  assert.ok(app)
  await factors.removeFactor(services, self, app, { password })
  await assert.rejects(
    factors.removeFactor(services, self, passkey.id, { password }),
    refusal('resource.in-use'),
  )
  await assert.rejects(factors.removeFactor(services, self, app, { password }), refusal('resource.unknown'))
})

test('an offer of a sign-in step or of somebody else cannot be cashed in by a session', async () => {
  const self = await signedIn('cashing')
  const other = await invited('other')
  const enrolling = await enrolment.offerTotp(services, visitor(tenant), other)
  const theirs = { challenge: enrolling.challenge, code: codeOf(enrolling.secret) }
  await assert.rejects(factors.addTotp(services, self, theirs), refusal('authentication.failed'))
  const owned = await factors.offerTotp(services, self, { password })
  const wrong = factors.addTotp(services, self, { challenge: owned.challenge, code: '000000' })
  await assert.rejects(wrong, refusal('request.invalid'))
  const mine = { challenge: owned.challenge, code: codeOf(owned.secret) }
  await assert.rejects(enrolment.enrolTotp(services, visitor(tenant), mine), refusal('authentication.failed'))
  assert.equal((await factors.addTotp(services, self, mine)).kind, 'totp')
  assert.equal((await enrolment.enrolTotp(services, visitor(tenant), theirs)).step.next, 'done')
})

test('guessing the password of a borrowed session slows down and delays nobody at the door', async () => {
  const self = await signedIn('borrowed')
  const guess = () => factors.offerTotp(services, self, { password: 'guess' })
  for (let n = 0; n < 6; n += 1) await assert.rejects(guess(), refusal('request.invalid'))
  await assert.rejects(guess(), refusal('authentication.delayed'))
  const atTheDoor = await signIn(services, visitor(tenant), { email: self.email, password })
  assert.equal(atTheDoor.step.next, 'second-factor')
})

test('only an own session can be ended', async () => {
  const self = await signedIn('ending')
  const other = await signedIn('untouched')
  await assert.rejects(endOwnSession(services, self, other.session), refusal('resource.unknown'))
  const unknown = endOwnSession(services, self, services.ids.next<SessionId>())
  await assert.rejects(unknown, refusal('resource.unknown'))
  await endOwnSession(services, self, self.session)
  const gone = await authenticate(services, { tenant, cookie: self.token, authorization: null })
  assert.equal(gone.kind, 'anonymous')
})
