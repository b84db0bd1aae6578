import type { Administrator } from '@postern/contract/api/administrators.ts'
import { type AccountId, accountId, type StampId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import {
  type AdministratorChange,
  changeAdministrator,
  dismissAdministrator,
  lockActiveOwners,
} from '../apply/administrator.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { dropChallenges } from '../session/challenges.ts'
import { revokeAccountSessions } from '../session/revoke-session.ts'
import { checkOrganizations, type Manager, present } from './administrators.ts'
import { record } from './record.ts'

/**
 * Changes an administrator. Suspending ends sessions and links at once, and stops the keys they made.
 * @throws Problem resource.unknown, edit.stale, resource.in-use for the last owner, request.invalid
 */
export async function update(
  services: Services,
  manager: Manager,
  { id, version }: { id: AccountId; version: number },
  change: AdministratorChange,
): Promise<Administrator> {
  return withTenant(services.db, manager.tenant, async tx => {
    const now = services.clock.now()
    const owners = await lockActiveOwners(tx)
    const before = await present(tx, id)
    if (lessens(change)) keepAnOwner(owners, id)
    await checkOrganizations(tx, change.organizations)
    const by = { stamp: services.ids.next<StampId>(), actor: actingAccount(manager), now }
    const changed = await changeAdministrator(tx, { account: id, version }, change, by)
    if (changed === null) throw new Problem('edit.stale')
    if (change.status === 'suspended') await shutOut(tx, id, now)
    await recordUpdate(tx, services, manager, before, change)
    return present(tx, id)
  })
}

async function recordUpdate(
  tx: TenantTx,
  services: Services,
  { actor }: Manager,
  before: Administrator,
  change: AdministratorChange,
): Promise<void> {
  const fields = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  const shared = { actor, entity: { kind: 'account', id: before.id }, organization: null } as const
  const status = change.status
  await record(tx, services, {
    ...shared,
    event: 'administrator.updated',
    detail: { fields, ...(change.level ? { from: before.level, to: change.level } : {}) },
  })
  if (status === 'suspended' && before.status !== 'suspended') {
    await record(tx, services, { ...shared, event: 'account.suspended' })
  }
  if (status === 'active' && before.status === 'suspended') {
    await record(tx, services, { ...shared, event: 'account.restored' })
  }
}

/** Takes the level away. @throws Problem resource.unknown, resource.in-use for the last owner */
export async function remove(services: Services, manager: Manager, id: AccountId): Promise<void> {
  await withTenant(services.db, manager.tenant, async tx => {
    const now = services.clock.now()
    const owners = await lockActiveOwners(tx)
    keepAnOwner(owners, id)
    if (!(await dismissAdministrator(tx, id))) throw new Problem('resource.unknown')
    await shutOut(tx, id, now)
    await record(tx, services, {
      event: 'administrator.removed',
      actor: manager.actor,
      entity: { kind: 'account', id },
      organization: null,
    })
  })
}

/** Whether an owner of everything would be one no longer. */
const lessens = ({ status, level, organizations }: AdministratorChange) =>
  status === 'suspended' || (level !== undefined && level !== 'owner') || Boolean(organizations)

/** Without an owner nobody could appoint one. */
function keepAnOwner(owners: readonly AccountId[], id: AccountId): void {
  if (owners.length === 1 && owners[0] === id) {
    throw new Problem('resource.in-use', {
      detail: 'This is the last owner who can sign in. Make somebody else an owner first.',
    })
  }
}

/** Ends what is open: sessions, steps of signing in, links. */
export async function shutOut(tx: TenantTx, id: AccountId, now: Date): Promise<void> {
  await revokeAccountSessions(tx, id, now)
  await dropChallenges(tx, id, [
    'second-factor',
    'enrol',
    'passkey',
    'totp-offer',
    'passkey-offer',
    'invitation',
  ])
}

const actingAccount = ({ actor }: Manager): AccountId | null =>
  actor.kind === 'account' ? accountId.parse(actor.id) : null
