import type { PasskeyOptions, PasskeyRegistration } from '@postern/contract/api/passkeys.ts'
import type { Factor } from '@postern/contract/api/self.ts'
import type { AccountId, CredentialId, TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { keepCredential } from '../apply/credentials.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import type { AdministratorFacts } from '../facts/administrator-facts.ts'
import { hashToken } from '../platform/tokens.ts'
import type { Services } from '../services.ts'
import { type Challenge, keepChallenge, readChallenge, takeChallenge } from '../session/challenges.ts'
import {
  passkeyToMake,
  type RelyingParty,
  type StoredPasskey,
  verifyNewPasskey,
} from '../session/passkeys.ts'
import { newTotpSecret, totpContext, totpStep, totpUri } from '../session/totp.ts'
import { minutesFrom } from './console-session-steps.ts'
import { record } from './record.ts'

/** Setting up a second factor: used by enrolment, where a sign-in step stands behind it, and by a signed-in person. */

const offerMinutes = 10
/** The sign-in step an offer belongs to: hash of its token; null when somebody signed in asks. */
export type Step = Buffer | null

/** Makes a TOTP secret. It is in force only after a code from it was confirmed. */
export async function offerTotp(
  tx: TenantTx,
  { clock, ids, keys }: Services,
  administrator: AdministratorFacts,
  step: Step,
) {
  const secret = newTotpSecret()
  const token = ids.token()
  await keepChallenge(tx, {
    kind: 'totp-offer',
    token,
    account: administrator.id,
    data: { secret: keys.seal(secret, totpContext(tx.tenant, administrator.id)), ...belongingTo(step) },
    expiresAt: minutesFrom(clock.now(), offerMinutes),
  })
  return { challenge: token, secret, uri: totpUri(secret, 'Postern', administrator.email) }
}

export interface Accepted {
  readonly account: AccountId
  readonly step: Step
  readonly factor: Factor
}

/**
 * Keeps the authenticator app when the code is right, and spends the code: it cannot sign in once more.
 * A wrong code may be corrected.
 * @throws Problem request.invalid, authentication.failed
 */
export async function acceptTotp(
  tx: TenantTx,
  services: Services,
  { challenge, code }: { challenge: string; code: string },
): Promise<Accepted> {
  const now = services.clock.now()
  const offered = { hash: hashToken(challenge), kinds: ['totp-offer'] as const, now }
  const offer = await readChallenge(tx, offered)
  if (!offer?.account || offer.data.secret === undefined) throw new Problem('authentication.failed')
  const secret = services.keys.open(offer.data.secret, totpContext(tx.tenant, offer.account))
  const step = totpStep(secret, code, now)
  if (step === null) throw wrongCode()
  if (!(await takeChallenge(tx, offered))) throw new Problem('authentication.failed')
  const made = { kind: 'totp', key: 'totp', label: 'Authenticator app', secret: offer.data.secret } as const
  return keep(tx, services, offer, { ...made, data: { step } })
}

const wrongCode = () =>
  new Problem('request.invalid', {
    fields: [{ field: '/code', message: 'The code is not right. Compare the clock of your device.' }],
  })

/** Options for the browser to make a passkey. Hashing and random bytes only: no transaction is open. */
export async function offerPasskey(
  { db, clock, ids }: Services,
  { tenant, party }: { tenant: TenantId; party: RelyingParty },
  administrator: AdministratorFacts,
  step: Step,
): Promise<{ challenge: string; options: PasskeyOptions }> {
  const { id, email, firstName, lastName, factors } = administrator
  const passkeys = factors.filter(factor => factor.kind === 'passkey').map(factor => factor.key)
  const options = await passkeyToMake(party, { id, email, name: `${firstName} ${lastName}`.trim(), passkeys })
  const token = ids.token()
  await withTenant(db, tenant, tx =>
    keepChallenge(tx, {
      kind: 'passkey-offer',
      token,
      account: id,
      data: { webauthn: options.challenge, ...belongingTo(step) },
      expiresAt: minutesFrom(clock.now(), offerMinutes),
    }),
  )
  return { challenge: token, options: { ...options } }
}

export interface Registered {
  readonly offer: Challenge
  readonly passkey: StoredPasskey
}

/** Checks a new passkey against its offer, which is used up by the try. @throws Problem authentication.failed, request.invalid */
export async function verifyPasskey(
  { db, clock }: Services,
  { tenant, party }: { tenant: TenantId; party: RelyingParty },
  { challenge, registration }: { challenge: string; registration: PasskeyRegistration },
): Promise<Registered> {
  const offered = { hash: hashToken(challenge), kinds: ['passkey-offer'] as const, now: clock.now() }
  const offer = await withTenant(db, tenant, tx => takeChallenge(tx, offered))
  if (!offer?.data.webauthn) throw new Problem('authentication.failed')
  const passkey = await verifyNewPasskey(party, offer.data.webauthn, registration)
  if (!passkey) {
    throw new Problem('request.invalid', {
      fields: [{ field: '/registration', message: 'The passkey could not be verified. Try again.' }],
    })
  }
  return { offer, passkey }
}

/** Keeps a verified passkey. */
export function acceptPasskey(
  tx: TenantTx,
  services: Services,
  { offer, passkey }: Registered,
  label: string,
): Promise<Accepted> {
  const { id: key, publicKey: secret, counter } = passkey
  return keep(tx, services, offer, { kind: 'passkey', key, label, secret, data: { counter } })
}

interface Made {
  readonly kind: 'totp' | 'passkey'
  readonly key: string
  readonly label: string
  readonly secret: string
  readonly data: Readonly<Record<string, unknown>>
}

async function keep(tx: TenantTx, services: Services, offer: Challenge, made: Made): Promise<Accepted> {
  if (!offer.account) throw new Problem('authentication.failed')
  const now = services.clock.now()
  const id = services.ids.next<CredentialId>()
  if (!(await keepCredential(tx, { ...made, id, account: offer.account, now }))) {
    throw new Problem('resource.conflict', { detail: 'This passkey is set up already.' })
  }
  await record(tx, services, {
    event: 'credential.created',
    actor: { kind: 'account', id: offer.account },
    entity: { kind: 'account', id: offer.account },
    organization: null,
    detail: { credential: made.kind },
  })
  return {
    account: offer.account,
    step: offer.data.step === undefined ? null : Buffer.from(offer.data.step, 'base64url'),
    factor: { id, kind: made.kind, label: made.label, createdAt: now.toISOString(), lastUsedAt: null },
  }
}

const belongingTo = (step: Step) => (step ? { step: step.toString('base64url') } : {})
