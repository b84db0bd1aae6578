import type { PasskeyAssertion, PasskeyOptions } from '@postern/contract/api/passkeys.ts'
import { type AccountId, accountId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { recordPasskeyUse } from '../apply/credentials.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { type AdministratorFacts, administratorById, type Factor } from '../facts/administrator-facts.ts'
import { hashToken } from '../platform/tokens.ts'
import type { Services } from '../services.ts'
import { keepChallenge, readChallenge, takeChallenge } from '../session/challenges.ts'
import { accountNamed, passkeyToUse, verifyPasskeyUse } from '../session/passkeys.ts'
import { signInCounters } from '../session/sign-in-counters.ts'
import { countTry, forgive } from '../session/throttle.ts'
import { spendTotp } from '../session/totp.ts'
import { finish, minutesFrom, refuse, stepMinutes } from './console-session-steps.ts'
import type { StepTaken, Visitor } from './visitor.ts'

/**
 * The second step by authenticator app. A wrong code may be corrected within the five minutes; each try counts.
 * @throws Problem authentication.failed, authentication.delayed
 */
export async function answerTotp(
  services: Services,
  visitor: Visitor,
  { challenge, code }: { challenge: string; code: string },
): Promise<StepTaken> {
  const { db, clock, keys } = services
  const outcome = await withTenant(db, visitor.tenant, async tx => {
    const now = clock.now()
    const administrator = await ownerOfStep(tx, hashToken(challenge), now)
    if (!administrator) return { failed: 'challenge', account: null } as const
    const counters = signInCounters(keys, visitor, 'second-factor', administrator.login)
    await countTry(tx, [...counters.own, ...counters.shared], now)
    const spent = await spendTotp(tx, { account: administrator.id, code, now, keys })
    if (spent !== 'right') {
      return { failed: spent === 'wrong' ? 'totp' : 'totp-replayed', account: administrator.id } as const
    }
    await forgive(tx, counters)
    await useStep(tx, hashToken(challenge), now)
    return finish(tx, services, visitor, administrator, 'totp')
  })
  return 'failed' in outcome ? refuse(services, visitor, outcome.account, outcome.failed) : outcome
}

/** Asks for a passkey: one of the account's in a second step, otherwise any that this host has. */
export async function askPasskey(
  services: Services,
  visitor: Visitor,
  { challenge }: { challenge?: string | undefined },
): Promise<{ challenge: string; options: PasskeyOptions }> {
  const { db, clock, ids } = services
  const now = clock.now()
  const step = challenge === undefined ? null : hashToken(challenge)
  const administrator =
    step && (await withTenant(db, visitor.tenant, tx => ownerOfStep(tx, step, now), { readOnly: true }))
  if (step && !administrator) throw new Problem('authentication.failed')
  const allowed = administrator ? passkeysOf(administrator).map(({ key }) => key) : null
  const options = await passkeyToUse(visitor.party, allowed)
  const token = ids.token()
  await withTenant(db, visitor.tenant, tx =>
    keepChallenge(tx, {
      kind: 'passkey',
      token,
      account: administrator?.id ?? null,
      data: { webauthn: options.challenge, ...(step && { step: step.toString('base64url') }) },
      expiresAt: minutesFrom(now, stepMinutes),
    }),
  )
  return { challenge: token, options: { ...options } }
}

/**
 * Finishes with a passkey, as second or only factor. The challenge is used up by the try, right or wrong.
 * @throws Problem authentication.failed
 */
export async function answerPasskey(
  services: Services,
  visitor: Visitor,
  { challenge, assertion }: { challenge: string; assertion: PasskeyAssertion },
): Promise<StepTaken> {
  const asked = await withTenant(services.db, visitor.tenant, tx =>
    takeAsked(tx, services, challenge, assertion),
  )
  if (!asked) return refuse(services, visitor, null, 'challenge')
  const { administrator, passkey, webauthn, step } = asked
  const stored = { id: passkey.key, publicKey: passkey.publicKey ?? '', counter: passkey.counter }
  const used = await verifyPasskeyUse(visitor.party, webauthn, assertion, stored)
  if (!used) return refuse(services, visitor, administrator.id, 'passkey')
  return withTenant(services.db, visitor.tenant, async tx => {
    const now = services.clock.now()
    const use = { id: passkey.id, account: administrator.id, counter: used.counter, now }
    if (!(await recordPasskeyUse(tx, use))) throw new Problem('authentication.failed')
    if (step) await useStep(tx, step, now)
    return finish(tx, services, visitor, administrator, 'passkey')
  })
}

async function takeAsked(tx: TenantTx, { clock }: Services, challenge: string, assertion: PasskeyAssertion) {
  const now = clock.now()
  const taken = await takeChallenge(tx, { hash: hashToken(challenge), kinds: ['passkey'], now })
  if (!taken?.data.webauthn) return null
  const account = taken.account ?? named(assertion)
  const administrator = account && (await administratorById(tx, account))
  const passkey = administrator && passkeysOf(administrator).find(({ key }) => key === assertion.id)
  if (!passkey) return null
  const step = taken.data.step === undefined ? null : Buffer.from(taken.data.step, 'base64url')
  return { administrator, passkey, webauthn: taken.data.webauthn, step }
}

function named(assertion: PasskeyAssertion): AccountId | null {
  const parsed = accountId.safeParse(accountNamed(assertion))
  return parsed.success ? parsed.data : null
}

const passkeysOf = ({ factors }: AdministratorFacts): Factor[] =>
  factors.filter(factor => factor.kind === 'passkey')

/** Whose password was right when this step began; null when it expired or was used. */
async function ownerOfStep(tx: TenantTx, hash: Buffer, now: Date): Promise<AdministratorFacts | null> {
  const step = await readChallenge(tx, { hash, kinds: ['second-factor'], now })
  return step?.account ? administratorById(tx, step.account) : null
}

async function useStep(tx: TenantTx, hash: Buffer, now: Date): Promise<void> {
  if (!(await takeChallenge(tx, { hash, kinds: ['second-factor'], now }))) {
    throw new Problem('authentication.failed')
  }
}
