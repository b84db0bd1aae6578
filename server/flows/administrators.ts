import type { Level } from '@postern/contract/access.ts'
import type { Administrator, Invitation } from '@postern/contract/api/administrators.ts'
import type { Actor } from '@postern/contract/events.ts'
import type { AccountId, OrganizationId, TenantId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import { loginKey } from '@postern/core/questions.ts'
import { appoint } from '../apply/administrator.ts'
import { violatedConstraint } from '../db/database.ts'
import { idAfter, type Page, type PageRequest, pageOf } from '../db/paging.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import {
  administratorAccount,
  type ListedAdministrator,
  listAdministrators,
  readAdministrator,
  unknownOrganizations,
} from '../facts/administrator-list.ts'
import { hashPassword } from '../platform/password-hash.ts'
import { weakField } from '../platform/password-strength.ts'
import type { Services } from '../services.ts'
import { appointAdministrator } from './appoint-administrator.ts'
import { inviteByLink } from './invitation.ts'
import { record } from './record.ts'

/** Who manages administrators, and from where. */
export interface Manager {
  readonly tenant: TenantId
  readonly actor: Actor
  /** Scheme, host and port for links. */
  readonly origin: string
}

export async function list(
  { db }: Pick<Services, 'db'>,
  { tenant }: Pick<Manager, 'tenant'>,
  request: PageRequest,
): Promise<Page<Administrator>> {
  const after = idAfter(request)
  const rows = await withTenant(db, tenant, tx => listAdministrators(tx, after, request.limit + 1), {
    readOnly: true,
  })
  return pageOf(rows, request, asAdministrator)
}

export async function read(
  { db }: Pick<Services, 'db'>,
  { tenant }: Pick<Manager, 'tenant'>,
  id: AccountId,
): Promise<Administrator> {
  return withTenant(db, tenant, tx => present(tx, id), { readOnly: true })
}

export interface NewAdministrator {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly level: Level
  readonly organizations: readonly OrganizationId[] | null
}

/**
 * Invites an administrator: the link in the answer and in the mail sets the password. Who held a level before and
 * still has the account is given the new level.
 * @throws Problem resource.conflict, request.invalid
 */
export async function create(
  services: Services,
  manager: Manager,
  added: NewAdministrator,
): Promise<{ administrator: Administrator; invitation: Invitation }> {
  return withTenant(services.db, manager.tenant, async tx => {
    await checkOrganizations(tx, added.organizations)
    const account =
      (await reappoint(tx, services, manager, added)) ?? (await makeNew(tx, services, manager, added))
    const invitation = await inviteByLink(tx, services, manager, { ...added, id: account })
    return { administrator: await present(tx, account), invitation }
  }).catch(error => {
    if (violatedConstraint(error) === 'accounts_login_key') throw taken()
    throw error
  })
}

/** Gives the level back to somebody who has an account already; null when there is none. */
async function reappoint(
  tx: TenantTx,
  services: Services,
  { actor }: Manager,
  added: NewAdministrator,
): Promise<AccountId | null> {
  const existing = await administratorAccount(tx, loginKey(added.email))
  if (!existing) return null
  if (existing.status !== 'active' || !(await appoint(tx, existing.id, added, services.clock.now())))
    throw taken()
  await record(tx, services, {
    event: 'administrator.created',
    actor,
    entity: { kind: 'account', id: existing.id },
    organization: null,
    detail: { level: added.level },
  })
  return existing.id
}

const makeNew = (tx: TenantTx, services: Services, { actor }: Manager, added: NewAdministrator) =>
  appointAdministrator(tx, services, { ...added, passwordHash: null }, actor)

/** For the command line: an administrator with a password. @throws Problem request.invalid, resource.conflict */
export async function createAdministrator(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  input: Omit<NewAdministrator, 'organizations'> & { tenant: TenantId; password: string },
): Promise<{ account: AccountId }> {
  const { tenant, password, ...added } = input
  const fields = await weakField('/password', password, [added.email, added.firstName, added.lastName])
  if (fields.length > 0) throw new Problem('request.invalid', { fields })
  const passwordHash = await hashPassword(password)
  return withTenant(services.db, tenant, async tx => {
    const appointment = { ...added, organizations: null, passwordHash }
    return { account: await appointAdministrator(tx, services, appointment, { kind: 'system', id: null }) }
  }).catch(error => {
    if (violatedConstraint(error) === 'accounts_login_key') throw taken()
    throw error
  })
}

const taken = () => new Problem('resource.conflict', { detail: 'An administrator has this address already.' })

/** @throws Problem request.invalid for organizations that do not exist here */
export async function checkOrganizations(
  tx: TenantTx,
  organizations: readonly OrganizationId[] | null | undefined,
): Promise<void> {
  if (!organizations) return
  const unknown = await unknownOrganizations(tx, organizations)
  if (unknown.length === 0) return
  const fields = unknown.map(id => ({ field: '/organizations', message: `There is no organization ${id}.` }))
  throw new Problem('request.invalid', { fields })
}

/** @throws Problem resource.unknown */
export async function present(tx: TenantTx, id: AccountId): Promise<Administrator> {
  const row = await readAdministrator(tx, id)
  if (!row) throw new Problem('resource.unknown')
  return asAdministrator(row)
}

function asAdministrator({ hasPassword, ...row }: ListedAdministrator): Administrator {
  const status = row.status === 'suspended' ? 'suspended' : hasPassword ? 'active' : 'pending'
  return { ...row, status, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}
