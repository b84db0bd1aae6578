import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { type TestServices, testServices, visitor } from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { SoftwareAuthenticator } from '../../testdata/software-authenticator.ts'
import { createAdministrator } from './administrators.ts'
import { signIn } from './console-session.ts'
import { enrolPasskey, offerPasskey } from './console-session-enrolment.ts'
import { answerPasskey, askPasskey } from './console-session-factors.ts'

let db: TestDatabase
let tenant: TenantId
let services: TestServices
const password = 'purple-otter-canyon-92'
const origin = 'http://localhost:8080'
before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'passkeys')
  services = testServices(db)
})
after(() => db.close())

const failed = (error: unknown) => error instanceof Problem && error.code === 'authentication.failed'

async function withPasskey(name: string) {
  const email = `${name}@example.test`
  await createAdministrator(services, {
    tenant,
    email,
    firstName: 'Joan',
    lastName: 'Clarke',
    level: 'owner',
    password,
  })
  const step = await passwordStep(email)
  const offer = await offerPasskey(services, visitor(tenant), step)
  const authenticator = new SoftwareAuthenticator(origin)
  const registration = authenticator.create(offer.options)
  const done = await enrolPasskey(services, visitor(tenant), {
    challenge: offer.challenge,
    registration,
    label: 'Laptop',
  })
  assert.equal(done.step.next, 'done')
  return { email, authenticator, registration }
}

async function passwordStep(email: string): Promise<{ challenge: string }> {
  const { step } = await signIn(services, visitor(tenant), { email, password })
  assert.ok(step.next !== 'done')
  return { challenge: step.challenge }
}

test('a passkey is the second factor after a password', async () => {
  const { email, authenticator } = await withPasskey('second')
  const asked = await askPasskey(services, visitor(tenant), await passwordStep(email))
  const assertion = authenticator.get(asked.options)
  const done = await answerPasskey(services, visitor(tenant), { challenge: asked.challenge, assertion })
  assert.equal(done.step.next, 'done')
})

test('a passkey signs in on its own, and its challenge once', async () => {
  const { authenticator } = await withPasskey('alone')
  const asked = await askPasskey(services, visitor(tenant), {})
  const answer = { challenge: asked.challenge, assertion: authenticator.get(asked.options) }
  assert.equal((await answerPasskey(services, visitor(tenant), answer)).step.next, 'done')
  await assert.rejects(answerPasskey(services, visitor(tenant), answer), failed)
})

test('a passkey without a verified person, for another origin, challenge or counter is refused', async () => {
  const { authenticator } = await withPasskey('refused')
  const attempt = async (spoil: (asked: Awaited<ReturnType<typeof askPasskey>>) => typeof asked.options) => {
    const asked = await askPasskey(services, visitor(tenant), {})
    return answerPasskey(services, visitor(tenant), {
      challenge: asked.challenge,
      assertion: authenticator.get(spoil(asked)),
    })
  }
  authenticator.verifies = false
  await assert.rejects(
    attempt(asked => asked.options),
    failed,
  )
  authenticator.verifies = true
  await assert.rejects(
    attempt(() => ({ challenge: 'AAAA' })),
    failed,
  )
  authenticator.counter = 100
  assert.equal((await attempt(asked => asked.options)).step.next, 'done')
  authenticator.counter = 50
  await assert.rejects(
    attempt(asked => asked.options),
    failed,
  )
  authenticator.counter = 200
  const elsewhere = visitor(tenant, { party: { id: 'localhost', origins: ['https://localhost'] } })
  const asked = await askPasskey(services, elsewhere, {})
  const foreign = { challenge: asked.challenge, assertion: authenticator.get(asked.options) }
  await assert.rejects(answerPasskey(services, elsewhere, foreign), failed)
  assert.equal((await attempt(twin => twin.options)).step.next, 'done')
})

test('a passkey of somebody else does not finish a sign-in', async () => {
  const { email } = await withPasskey('victim')
  const thief = await withPasskey('thief')
  const asked = await askPasskey(services, visitor(tenant), await passwordStep(email))
  const answer = { challenge: asked.challenge, assertion: thief.authenticator.get(asked.options) }
  await assert.rejects(answerPasskey(services, visitor(tenant), answer), failed)
})

test('a passkey of one tenant is nobody in another', async () => {
  const { authenticator } = await withPasskey('abroad')
  const other = await addTenant(db, 'passkeys_elsewhere')
  const asked = await askPasskey(services, visitor(other), {})
  const answer = { challenge: asked.challenge, assertion: authenticator.get(asked.options) }
  await assert.rejects(answerPasskey(services, visitor(other), answer), failed)
})
