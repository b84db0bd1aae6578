import type { PasskeyRegistration } from '@postern/contract/api/passkeys.ts'
import { Problem } from '@postern/contract/problems.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { type AdministratorFacts, administratorById } from '../facts/administrator-facts.ts'
import { hashToken } from '../platform/tokens.ts'
import type { Services } from '../services.ts'
import { dropChallenges, readChallenge, takeChallenge } from '../session/challenges.ts'
import { finish } from './console-session-steps.ts'
import * as offers from './factor-offers.ts'
import type { StepTaken, Visitor } from './visitor.ts'

/**
 * The first second factor, between the first right password and the first session. Only for who has none: with an
 * enrolment left open, nobody who knows a password gets round a factor that was set up meanwhile.
 * Every function @throws Problem authentication.failed when the step expired, was used or is no longer for them.
 */

export async function offerTotp(services: Services, visitor: Visitor, { challenge }: { challenge: string }) {
  return withTenant(services.db, visitor.tenant, async tx => {
    const step = hashToken(challenge)
    return offers.offerTotp(tx, services, await enrolling(tx, services, step), step)
  })
}

export async function enrolTotp(
  services: Services,
  visitor: Visitor,
  answer: { challenge: string; code: string },
): Promise<StepTaken> {
  return withTenant(services.db, visitor.tenant, async tx =>
    complete(tx, services, visitor, () => offers.acceptTotp(tx, services, answer)),
  )
}

export async function offerPasskey(
  services: Services,
  visitor: Visitor,
  { challenge }: { challenge: string },
) {
  const step = hashToken(challenge)
  const administrator = await withTenant(services.db, visitor.tenant, tx => enrolling(tx, services, step))
  return offers.offerPasskey(services, visitor, administrator, step)
}

export async function enrolPasskey(
  services: Services,
  visitor: Visitor,
  answer: { challenge: string; registration: PasskeyRegistration; label: string },
): Promise<StepTaken> {
  const registered = await offers.verifyPasskey(services, visitor, answer)
  return withTenant(services.db, visitor.tenant, tx =>
    complete(tx, services, visitor, () => offers.acceptPasskey(tx, services, registered, answer.label)),
  )
}

/** Whose enrolment it is. */
async function enrolling(tx: TenantTx, { clock }: Services, hash: Buffer): Promise<AdministratorFacts> {
  const step = await readChallenge(tx, { hash, kinds: ['enrol'], now: clock.now() })
  const administrator = step?.account ? await administratorById(tx, step.account) : null
  if (administrator?.factors.length !== 0) throw new Problem('authentication.failed')
  return administrator
}

/** Keeps the factor, uses the step up and signs in, or nothing of it. */
async function complete(
  tx: TenantTx,
  services: Services,
  visitor: Visitor,
  accept: () => Promise<offers.Accepted>,
): Promise<StepTaken> {
  const accepted = await accept()
  const step = accepted.step && {
    hash: accepted.step,
    kinds: ['enrol'] as const,
    now: services.clock.now(),
  }
  const taken = step && (await takeChallenge(tx, step))
  const administrator = taken && (await administratorById(tx, accepted.account))
  if (administrator?.factors.length !== 1) throw new Problem('authentication.failed')
  // every other enrolment of this account is over: whoever else knows the password comes too late
  await dropChallenges(tx, administrator.id, ['enrol', 'totp-offer', 'passkey-offer'])
  return finish(tx, services, visitor, administrator, accepted.factor.kind)
}
