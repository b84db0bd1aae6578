import type { OwnSession } from '@postern/contract/api/self.ts'
import type { AccountId, CredentialId, SessionId, TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { keepCredential } from '../apply/credentials.ts'
import { withTenant } from '../db/transaction.ts'
import { type AdministratorFacts, administratorById } from '../facts/administrator-facts.ts'
import { hashPassword, verifyPassword } from '../platform/password-hash.ts'
import { weakField } from '../platform/password-strength.ts'
import type { Services } from '../services.ts'
import { dropChallenges } from '../session/challenges.ts'
import { listSessions } from '../session/list-sessions.ts'
import { revokeAccountSessions, revokeSession } from '../session/revoke-session.ts'
import { countTry, forgive } from '../session/throttle.ts'
import { record } from './record.ts'

/** The administrator whose session asks. */
export interface Self {
  readonly tenant: TenantId
  readonly account: AccountId
  readonly session: SessionId
}

/**
 * The password again, before changing how one signs in: a session left open on a desk is not enough. Counted by
 * session, so that trying here delays nobody at the door.
 * @throws Problem request.invalid, authentication.delayed
 */
export async function provePassword(
  { db, clock }: Services,
  self: Self,
  password: string,
): Promise<AdministratorFacts> {
  const counter = { task: 'proof', subject: `session ${self.session}`, free: 5 }
  const administrator = await withTenant(db, self.tenant, async tx => {
    await countTry(tx, [counter], clock.now())
    return administratorById(tx, self.account)
  })
  const right = await verifyPassword(administrator?.passwordHash ?? null, password)
  if (!right || !administrator) {
    throw new Problem('request.invalid', {
      fields: [{ field: '/password', message: 'This is not your password.' }],
    })
  }
  await withTenant(db, self.tenant, tx => forgive(tx, { own: [counter], shared: [] }))
  return administrator
}

/** Changes the own password; other sessions, links and steps under way end. */
export async function changePassword(
  services: Services,
  self: Self,
  { password, newPassword }: { password: string; newPassword: string },
): Promise<void> {
  const { email, firstName, lastName } = await provePassword(services, self, password)
  const fields = await weakField('/newPassword', newPassword, [email, firstName, lastName])
  if (fields.length > 0) throw new Problem('request.invalid', { fields })
  const secret = await hashPassword(newPassword)
  await withTenant(services.db, self.tenant, async tx => {
    const now = services.clock.now()
    const id = services.ids.next<CredentialId>()
    const credential = { kind: 'password', key: 'password', label: '', data: {} } as const
    await keepCredential(tx, { ...credential, id, account: self.account, secret, now })
    await revokeAccountSessions(tx, self.account, now, { except: self.session })
    await dropChallenges(tx, self.account, ['second-factor', 'enrol', 'invitation', 'passkey'])
    await record(tx, services, {
      event: 'credential.created',
      actor: { kind: 'account', id: self.account },
      entity: { kind: 'account', id: self.account },
      organization: null,
      detail: { credential: 'password' },
    })
  })
}

export async function listOwnSessions(services: Services, self: Self): Promise<{ items: OwnSession[] }> {
  const now = services.clock.now()
  const rows = await withTenant(services.db, self.tenant, tx => listSessions(tx, self.account, now), {
    readOnly: true,
  })
  const items = rows.map(row => ({
    id: row.id,
    current: row.id === self.session,
    device: row.device,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }))
  return { items }
}

/** Ends one of the own sessions. @throws Problem resource.unknown for anybody else's */
export async function endOwnSession(services: Services, self: Self, session: SessionId): Promise<void> {
  const now = services.clock.now()
  await withTenant(services.db, self.tenant, async tx => {
    const own = await listSessions(tx, self.account, now)
    if (!own.some(row => row.id === session)) throw new Problem('resource.unknown')
    await revokeSession(tx, session, now)
    await record(tx, services, {
      event: 'session.ended',
      actor: { kind: 'account', id: self.account },
      entity: { kind: 'session', id: session },
      organization: null,
      detail: { by: 'revocation' },
    })
  })
}
