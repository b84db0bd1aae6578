import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SignInStep } from '@postern/contract/api/session.ts'
import type { TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { Secret, TOTP } from 'otpauth'
import { type TestServices, testServices, visitor } from '../../testdata/console.ts'
import { addTenant, type TestDatabase, testDatabase } from '../../testdata/database.ts'
import { createAdministrator } from './administrators.ts'
import { authenticate } from './authenticate.ts'
import { readConsoleSession, signIn, signOut } from './console-session.ts'
import { enrolTotp, offerTotp } from './console-session-enrolment.ts'
import { answerTotp } from './console-session-factors.ts'
import type { StepTaken } from './visitor.ts'

let db: TestDatabase
let tenant: TenantId
let services: TestServices
const password = 'purple-otter-canyon-92'
before(async () => {
  db = await testDatabase()
  tenant = await addTenant(db, 'console')
  services = testServices(db)
})
after(() => db.close())

/** An administrator whose authenticator app is set up; the code is right for the clock of the test. */
async function enrolled(name: string) {
  const email = `${name}@example.test`
  const { account } = await createAdministrator(services, {
    tenant,
    email,
    firstName: 'Grace',
    lastName: 'Hopper',
    level: 'owner',
    password,
  })
  const begun = expectStep(await signIn(services, visitor(tenant), { email, password }), 'enrol')
  const offer = await offerTotp(services, visitor(tenant), begun)
  const totp = new TOTP({ secret: Secret.fromBase32(offer.secret) })
  const code = () => totp.generate({ timestamp: services.clock.now().getTime() })
  const first = await enrolTotp(services, visitor(tenant), { challenge: offer.challenge, code: code() })
  services.pass({ minutes: 1 })
  return { account, email, code, first }
}

function expectStep<Next extends SignInStep['next']>(taken: StepTaken, next: Next) {
  assert.equal(taken.step.next, next)
  return taken.step as Extract<SignInStep, { next: Next }>
}

const refusal = (code: Problem['code']) => (error: unknown) => error instanceof Problem && error.code === code
const events = (event: string) =>
  db.owner<{ detail: Record<string, unknown> }>(
    `select detail from audit_events where tenant_id = $1 and event = $2 order by id`,
    [tenant, event],
  )

test('a first sign-in leads through enrolment to a session that authenticates', async () => {
  const { account, email, first } = await enrolled('first')
  const { session } = expectStep(first, 'done')
  assert.deepEqual([session.account, session.email, session.level], [account, email, 'owner'])
  const principal = await authenticate(services, {
    tenant,
    cookie: first.opened?.token ?? null,
    authorization: null,
  })
  assert.equal(principal.kind === 'administrator' && principal.account, account)
  assert.equal((await events('administrator.signed-in')).length, 1)
})

test('a returning administrator answers with a code, and a code works once', async () => {
  const { email, code } = await enrolled('returning')
  const first = expectStep(await signIn(services, visitor(tenant), { email, password }), 'second-factor')
  assert.deepEqual(first.factors, ['totp'])
  const used = code()
  expectStep(await answerTotp(services, visitor(tenant), { ...first, code: used }), 'done')
  const second = expectStep(await signIn(services, visitor(tenant), { email, password }), 'second-factor')
  await assert.rejects(
    answerTotp(services, visitor(tenant), { ...second, code: used }),
    refusal('authentication.failed'),
  )
  assert.equal((await events('sign-in.failed')).at(-1)?.detail.step, 'totp-replayed')
  services.pass({ seconds: 30 })
  expectStep(await answerTotp(services, visitor(tenant), { ...second, code: code() }), 'done')
})

test('the code that set the app up does not sign in as well', async () => {
  const { email, code } = await enrolled('setup_code')
  services.pass({ minutes: -1 })
  const step = expectStep(await signIn(services, visitor(tenant), { email, password }), 'second-factor')
  await assert.rejects(
    answerTotp(services, visitor(tenant), { ...step, code: code() }),
    refusal('authentication.failed'),
  )
  services.pass({ minutes: 1 })
})

test('a step is used once, by its own tenant, within five minutes', async () => {
  const { email, code } = await enrolled('steps')
  const other = await addTenant(db, 'steps_elsewhere')
  const step = expectStep(await signIn(services, visitor(tenant), { email, password }), 'second-factor')
  const answer = () => ({ ...step, code: code() })
  await assert.rejects(answerTotp(services, visitor(other), answer()), refusal('authentication.failed'))
  expectStep(await answerTotp(services, visitor(tenant), answer()), 'done')
  services.pass({ seconds: 30 })
  await assert.rejects(answerTotp(services, visitor(tenant), answer()), refusal('authentication.failed'))
  const late = expectStep(await signIn(services, visitor(tenant), { email, password }), 'second-factor')
  services.pass({ minutes: 5, seconds: 1 })
  await assert.rejects(
    answerTotp(services, visitor(tenant), { ...late, code: code() }),
    refusal('authentication.failed'),
  )
})

test('wrong password, unknown address and suspended account are answered alike', async () => {
  const { account, email } = await enrolled('alike')
  const wrong = await signIn(services, visitor(tenant), { email, password: 'something else' }).catch(e => e)
  const unknown = await signIn(services, visitor(tenant), { email: 'no@example.test', password }).catch(
    e => e,
  )
  await db.owner(`update accounts set status = 'suspended' where tenant_id = $1 and id = $2`, [
    tenant,
    account,
  ])
  const suspended = await signIn(services, visitor(tenant), { email, password }).catch(e => e)
  for (const error of [wrong, unknown, suspended]) {
    assert.ok(refusal('authentication.failed')(error), String(error))
    assert.equal(error.message, wrong.message)
  }
})

test('an enrolment left open does not get round a factor set up meanwhile', async () => {
  const email = 'meanwhile@example.test'
  const person = { email, firstName: 'M', lastName: 'W', level: 'owner', password, tenant } as const
  await createAdministrator(services, person)
  const thief = expectStep(await signIn(services, visitor(tenant), { email, password }), 'enrol')
  const owner = expectStep(await signIn(services, visitor(tenant), { email, password }), 'enrol')
  const stolen = await offerTotp(services, visitor(tenant), thief)
  const offer = await offerTotp(services, visitor(tenant), owner)
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: services.clock.now().getTime() })
  await enrolTotp(services, visitor(tenant), { challenge: offer.challenge, code: codeOf(offer.secret) })
  await assert.rejects(offerTotp(services, visitor(tenant), thief), refusal('authentication.failed'))
  const replaced = enrolTotp(services, visitor(tenant), {
    challenge: stolen.challenge,
    code: codeOf(stolen.secret),
  })
  await assert.rejects(replaced, refusal('authentication.failed'))
})

test('a suspended account loses its session at once', async () => {
  const { account, first } = await enrolled('suspended')
  const token = first.opened?.token ?? ''
  assert.equal((await readConsoleSession(services, tenant, token)).account, account)
  await db.owner(`update accounts set status = 'suspended' where tenant_id = $1 and id = $2`, [
    tenant,
    account,
  ])
  await assert.rejects(readConsoleSession(services, tenant, token), refusal('authentication.required'))
})

test('signing in again replaces the session of the browser; signing out ends it', async () => {
  const { email, code, first } = await enrolled('rotation')
  const again = visitor(tenant, { session: first.opened?.token ?? null })
  const step = expectStep(await signIn(services, again, { email, password }), 'second-factor')
  const second = await answerTotp(services, again, { ...step, code: code() })
  await assert.rejects(
    readConsoleSession(services, tenant, first.opened?.token ?? null),
    refusal('authentication.required'),
  )
  const token = second.opened?.token ?? null
  await readConsoleSession(services, tenant, token)
  await signOut(services, tenant, token)
  await assert.rejects(readConsoleSession(services, tenant, token), refusal('authentication.required'))
  await signOut(services, tenant, token)
})

test('failed tries wait longer and longer, and not on a device that signed in before', async () => {
  const { email, first } = await enrolled('throttled')
  const wrong = (more = {}) =>
    signIn(services, visitor(tenant, { address: '198.51.100.9', ...more }), { email, password: 'wrong' })
  for (let n = 0; n < 6; n += 1) await assert.rejects(wrong(), refusal('authentication.failed'))
  const delayed = await wrong().catch(error => error)
  assert.ok(refusal('authentication.delayed')(delayed))
  assert.equal(delayed.retryAfter, 1)
  services.pass({ seconds: 1 })
  await assert.rejects(wrong(), refusal('authentication.failed'))
  assert.equal((await wrong().catch(error => error)).retryAfter, 2)

  const right = { email, password }
  await assert.rejects(signIn(services, visitor(tenant), right), refusal('authentication.delayed'))
  const device = first.opened?.device ?? null
  expectStep(await signIn(services, visitor(tenant, { device }), right), 'second-factor')
  for (const forged of [`${device}x`, device?.replace(/^./, 'z') ?? '']) {
    await assert.rejects(
      signIn(services, visitor(tenant, { device: forged }), right),
      refusal('authentication.delayed'),
    )
  }
})

test('twenty tries at the same instant cannot all pass an open gate', async () => {
  const tries = Array.from({ length: 20 }, () =>
    signIn(services, visitor(tenant), { email: 'burst@example.test', password: 'x' }).catch(e => e.code),
  )
  const codes = await Promise.all(tries)
  assert.equal(codes.filter(code => code === 'authentication.failed').length, 6)
  assert.equal(codes.filter(code => code === 'authentication.delayed').length, 14)
})
