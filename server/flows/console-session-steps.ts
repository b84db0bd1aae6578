import { scopesOf } from '@postern/contract/access.ts'
import type { ConsoleSession } from '@postern/contract/api/session.ts'
import type { AccountId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import type { AdministratorFacts } from '../facts/administrator-facts.ts'
import type { Services } from '../services.ts'
import { keepChallenge } from '../session/challenges.ts'
import type { ConsoleAccess, Session } from '../session/find-session.ts'
import { deviceCookie } from '../session/known-device.ts'
import { consoleIdleMinutes } from '../session/live-session.ts'
import { openConsoleSession } from '../session/open-console-session.ts'
import { revokeSessionOf } from '../session/revoke-session.ts'
import { record } from './record.ts'
import type { StepTaken, Visitor } from './visitor.ts'

export const stepMinutes = 5
export const minutesFrom = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** The password was right: a second factor is asked for, or set up when there is none yet. Nobody is in on a password. */
export async function afterPassword(
  tx: TenantTx,
  { clock, ids }: Pick<Services, 'clock' | 'ids'>,
  administrator: Pick<AdministratorFacts, 'id' | 'factors'>,
): Promise<StepTaken> {
  const challenge = ids.token()
  const factors = [...new Set(administrator.factors.map(factor => factor.kind))]
  const next = factors.length > 0 ? 'second-factor' : 'enrol'
  await keepChallenge(tx, {
    kind: next,
    token: challenge,
    account: administrator.id,
    expiresAt: minutesFrom(clock.now(), stepMinutes),
  })
  return {
    step: next === 'enrol' ? { next, challenge } : { next, challenge, factors },
    opened: null,
  }
}

/** The last step: replaces the session the browser had, if any, by a new one. */
export async function finish(
  tx: TenantTx,
  { clock, ids, keys }: Services,
  visitor: Visitor,
  administrator: Pick<AdministratorFacts, 'id' | 'login'>,
  factor: 'totp' | 'passkey',
): Promise<StepTaken> {
  const now = clock.now()
  if (visitor.session !== null) await revokeSessionOf(tx, visitor.session, now)
  const token = ids.token()
  const opening = {
    id: ids.next<Session['id']>(),
    token,
    account: administrator.id,
    device: visitor.agent,
    now,
  }
  const session = await openConsoleSession(tx, opening)
  if (!session) throw new Problem('authentication.failed')
  await record(
    tx,
    { clock, ids },
    {
      event: 'administrator.signed-in',
      actor: { kind: 'account', id: administrator.id },
      entity: { kind: 'session', id: session.id },
      organization: null,
      detail: { factor },
    },
  )
  const device = deviceCookie(keys, visitor.tenant, administrator.login, ids.token())
  return {
    step: { next: 'done', session: describe(session) },
    opened: { token, device, expiresAt: session.expiresAt },
  }
}

/** Records a failed step and refuses, in the same words whatever failed. */
export async function refuse(
  services: Services,
  visitor: Visitor,
  account: AccountId | null,
  step: 'password' | 'totp' | 'totp-replayed' | 'passkey' | 'challenge',
): Promise<never> {
  await withTenant(services.db, visitor.tenant, tx =>
    record(tx, services, {
      event: 'sign-in.failed',
      actor: { kind: 'anonymous', id: null },
      entity: account === null ? null : { kind: 'account', id: account },
      organization: null,
      detail: { step },
    }),
  )
  throw new Problem('authentication.failed')
}

/** A console session as the API tells it. */
export function describe(session: Session & { console: ConsoleAccess }): ConsoleSession {
  const { level, organizations } = session.console
  return {
    account: session.account,
    email: session.email ?? '',
    firstName: session.firstName,
    lastName: session.lastName,
    level,
    scopes: [...scopesOf[level]],
    organizations: organizations && [...organizations],
    expiresAt: session.expiresAt.toISOString(),
    idleMinutes: consoleIdleMinutes,
  }
}
