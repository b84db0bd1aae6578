import type { Invitation } from '@postern/contract/api/administrators.ts'
import type { AccountId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { forgetFactors, keepCredential } from '../apply/credentials.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import { type AdministratorFacts, administratorById } from '../facts/administrator-facts.ts'
import { appendOutbox, outboxRow } from '../mail/outbox.ts'
import { hashPassword } from '../platform/password-hash.ts'
import { weakField } from '../platform/password-strength.ts'
import { hashToken } from '../platform/tokens.ts'
import type { Services } from '../services.ts'
import { dropChallenges, keepChallenge, readChallenge, takeChallenge } from '../session/challenges.ts'
import { revokeAccountSessions } from '../session/revoke-session.ts'
import type { Manager } from './administrators.ts'
import { afterPassword } from './console-session-steps.ts'
import { record } from './record.ts'
import type { StepTaken, Visitor } from './visitor.ts'

const validHours = 72

/** Makes a one-time link to set a password and mails it to the address on record. Earlier links stop working. */
export async function inviteByLink(
  tx: TenantTx,
  { clock, ids }: Services,
  { actor, origin }: Manager,
  invited: { id: AccountId; email: string; firstName: string; lastName: string },
): Promise<Invitation> {
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + validHours * 3_600_000)
  const token = ids.token()
  // behind '#': browsers keep it to themselves, so that no log and no referrer has it
  const link = `${origin}/console/invitation#${token}`
  await dropChallenges(tx, invited.id, ['invitation'])
  await keepChallenge(tx, { kind: 'invitation', token, account: invited.id, expiresAt })
  const data = { name: `${invited.firstName} ${invited.lastName}`.trim(), link, hours: validHours }
  const mail = { template: 'administrator-invitation', recipient: invited.email, data } as const
  await appendOutbox(tx, [outboxRow(tx.tenant, mail, { id: ids.next<string>(), at: now })])
  await record(
    tx,
    { clock, ids },
    {
      event: 'administrator.invited',
      actor,
      entity: { kind: 'account', id: invited.id },
      organization: null,
    },
  )
  return { link, expiresAt: expiresAt.toISOString() }
}

/** A new link for somebody who is an administrator already. @throws Problem resource.unknown, resource.conflict */
export async function inviteAgain(
  services: Services,
  manager: Manager,
  id: AccountId,
  { forgetFactors: forget }: { forgetFactors: boolean },
): Promise<Invitation> {
  return withTenant(services.db, manager.tenant, async tx => {
    const administrator = await administratorById(tx, id)
    if (!administrator) throw new Problem('resource.unknown')
    if (administrator.status !== 'active') {
      throw new Problem('resource.conflict', {
        detail: 'This administrator is suspended. Restore them first.',
      })
    }
    if (forget) await forgetAll(tx, services, manager, id)
    return inviteByLink(tx, services, manager, administrator)
  })
}

async function forgetAll(tx: TenantTx, services: Services, { actor }: Manager, id: AccountId) {
  await forgetFactors(tx, id)
  await revokeAccountSessions(tx, id, services.clock.now())
  await dropChallenges(tx, id, ['second-factor', 'enrol', 'passkey', 'totp-offer', 'passkey-offer'])
  await record(tx, services, {
    event: 'credential.removed',
    actor,
    entity: { kind: 'account', id },
    organization: null,
    detail: { credential: 'second factors' },
  })
}

/** Whom a link is for. @throws Problem authentication.failed when it expired, was used or replaced */
export async function readInvitation(services: Services, visitor: Visitor, { token }: { token: string }) {
  const { email, firstName, lastName } = await withTenant(services.db, visitor.tenant, tx =>
    invitedBy(tx, services, token),
  )
  return { email, firstName, lastName }
}

/** Sets the password, once, and goes on to the second factor. Sessions under the old password end. */
export async function acceptInvitation(
  services: Services,
  visitor: Visitor,
  { token, password }: { token: string; password: string },
): Promise<StepTaken> {
  const { db, clock, ids } = services
  const invited = await withTenant(db, visitor.tenant, tx => invitedBy(tx, services, token))
  const fields = await weakField('/password', password, [invited.email, invited.firstName, invited.lastName])
  if (fields.length > 0) throw new Problem('request.invalid', { fields })
  const secret = await hashPassword(password)
  return withTenant(db, visitor.tenant, async tx => {
    const now = clock.now()
    const administrator = await invitedBy(tx, services, token)
    const taken = await takeChallenge(tx, { hash: hashToken(token), kinds: ['invitation'], now })
    if (!taken) throw new Problem('authentication.failed')
    const credential = { kind: 'password', key: 'password', label: '', data: {} } as const
    await keepCredential(tx, { ...credential, id: ids.next(), account: administrator.id, secret, now })
    await revokeAccountSessions(tx, administrator.id, now)
    await dropChallenges(tx, administrator.id, ['second-factor', 'enrol', 'passkey'])
    await record(tx, services, {
      event: 'credential.created',
      actor: { kind: 'account', id: administrator.id },
      entity: { kind: 'account', id: administrator.id },
      organization: null,
      detail: { credential: 'password', by: 'invitation' },
    })
    return afterPassword(tx, services, administrator)
  })
}

async function invitedBy(tx: TenantTx, { clock }: Services, token: string): Promise<AdministratorFacts> {
  const presented = { hash: hashToken(token), kinds: ['invitation'] as const, now: clock.now() }
  const invitation = await readChallenge(tx, presented)
  const administrator = invitation?.account ? await administratorById(tx, invitation.account) : null
  if (administrator?.status !== 'active') {
    throw new Problem('authentication.failed', {
      detail: 'This link has expired or was used. Ask for a new one.',
    })
  }
  return administrator
}
