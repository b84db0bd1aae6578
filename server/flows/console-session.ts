import type { ConsoleSession } from '@postern/contract/api/session.ts'
import type { TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { loginKey } from '@postern/core/questions.ts'
import { keepCredential } from '../apply/credentials.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { type AdministratorFacts, administratorByLogin } from '../facts/administrator-facts.ts'
import { hashPassword, isOutdated, verifyPassword } from '../platform/password-hash.ts'
import type { Services } from '../services.ts'
import { findSession } from '../session/find-session.ts'
import { revokeSessionOf } from '../session/revoke-session.ts'
import { signInCounters } from '../session/sign-in-counters.ts'
import { countTry, forgive } from '../session/throttle.ts'
import { afterPassword, describe, refuse } from './console-session-steps.ts'
import { record } from './record.ts'
import type { StepTaken, Visitor } from './visitor.ts'

/**
 * The first step: a password. The try is counted before it is made; hashing happens between two transactions,
 * because the embedded database has one connection. Who has no account costs and is answered the same.
 * @throws Problem authentication.failed, authentication.delayed
 */
export async function signIn(
  services: Services,
  visitor: Visitor,
  { email, password }: { email: string; password: string },
): Promise<StepTaken> {
  const { db, clock, keys } = services
  const login = loginKey(email)
  const counters = signInCounters(keys, visitor, 'password', login)
  const found = await withTenant(db, visitor.tenant, async tx => {
    await countTry(tx, [...counters.own, ...counters.shared], clock.now())
    return administratorByLogin(tx, login)
  })
  const right = await verifyPassword(found?.passwordHash ?? null, password)
  if (!right || found?.status !== 'active') return refuse(services, visitor, found?.id ?? null, 'password')
  const renewed = isOutdated(found.passwordHash ?? '') ? await hashPassword(password) : null
  return withTenant(db, visitor.tenant, async tx => {
    await forgive(tx, counters)
    if (renewed !== null) await renewHash(tx, services, found, renewed)
    return afterPassword(tx, services, found)
  })
}

async function renewHash(tx: TenantTx, { ids, clock }: Services, found: AdministratorFacts, secret: string) {
  await keepCredential(tx, {
    id: ids.next(),
    account: found.id,
    kind: 'password',
    key: 'password',
    label: '',
    secret,
    data: {},
    now: clock.now(),
  })
}

/** Who is signed in with this cookie. @throws Problem authentication.required */
export async function readConsoleSession(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  tenant: TenantId,
  token: string | null,
): Promise<ConsoleSession> {
  const session =
    token === null
      ? null
      : await withTenant(db, tenant, tx => findSession(tx, token, { at: 'console', now: clock.now() }))
  if (!session?.console) throw new Problem('authentication.required')
  return describe({ ...session, console: session.console })
}

/** Ends the session of this cookie. Nobody signed in is no error: the wish is fulfilled. */
export async function signOut(services: Services, tenant: TenantId, token: string | null): Promise<void> {
  if (token === null) return
  await withTenant(services.db, tenant, async tx => {
    const ended = await revokeSessionOf(tx, token, services.clock.now())
    if (!ended) return
    await record(tx, services, {
      event: 'session.ended',
      actor: { kind: 'account', id: ended.account_id },
      entity: { kind: 'session', id: ended.id },
      organization: null,
      detail: { by: 'sign-out' },
    })
  })
}
