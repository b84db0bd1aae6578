import type { Account, AccountSummary, accounts } from '@postern/contract/api/accounts.ts'
import { accountId, type StampId } from '@postern/contract/ids.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { z } from 'zod'
import { setAccountStatus } from '../apply/account-status.ts'
import { lockActiveOwners } from '../apply/administrator.ts'
import type { Page } from '../db/paging.ts'
import type { TenantTx } from '../db/transaction.ts'
import { readAccount } from '../facts/account-detail.ts'
import { listAccounts } from '../facts/account-list.ts'
import type { Services } from '../services.ts'
import { countSessions } from '../session/count-sessions.ts'
import { revokeAccountSessions } from '../session/revoke-session.ts'
import { type Caller, found, requireReach } from './caller.ts'
import { changing, reading } from './change.ts'
import { inUse } from './configuration.ts'

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof accounts.list.query>,
): Promise<Page<AccountSummary>> {
  return reading(services, caller, tx => listAccounts(tx, caller.organizations, query))
}

export const read = (services: Services, caller: Caller, id: string): Promise<Account> =>
  reading(services, caller, tx => readable(tx, services, caller, id))

/** Suspends an account; with it go its sessions and the API keys it made. Suspending twice changes nothing. */
export const suspend = (services: Services, caller: Caller, id: string, note: string | undefined) =>
  changeStatus(services, caller, id, note, { from: ['pending', 'active'], to: 'suspended' })

/** Lets a suspended or withdrawn account in again. */
export const restore = (services: Services, caller: Caller, id: string, note: string | undefined) =>
  changeStatus(services, caller, id, note, { from: ['suspended', 'withdrawn'], to: 'active' })

const eventOf = { suspended: 'account.suspended', active: 'account.restored' } as const

function changeStatus(
  services: Services,
  caller: Caller,
  id: string,
  note: string | undefined,
  step: { from: readonly string[]; to: 'active' | 'suspended' },
): Promise<Account> {
  return changing(services, caller, async tx => {
    const before = await readable(tx, services, caller, id)
    await guardAdministrators(tx, caller, before, step.to)
    const now = services.clock.now()
    const actor = caller.actor.kind === 'account' ? accountId.parse(caller.actor.id) : null
    const by = { stamp: services.ids.next<StampId>(), actor, now }
    if (!(await setAccountStatus(tx, before.id, step, by))) return { result: before, events: [] }
    const ended = step.to === 'suspended' ? await revokeAccountSessions(tx, before.id, now) : 0
    const event = {
      event: eventOf[step.to],
      entity: { kind: 'account', id: before.id },
      organization: before.organization.id,
      detail: { was: before.status, sessionsEnded: ended, ...(note ? { note } : {}) },
    }
    return { result: await readable(tx, services, caller, id), events: [event] }
  })
}

async function readable(tx: TenantTx, services: Services, caller: Caller, id: string): Promise<Account> {
  const facts = found(await readAccount(tx, id))
  requireReach(caller, facts.organization.id)
  return { ...facts, activeSessions: await countSessions(tx, facts.id, services.clock.now()) }
}

/** Administrators are suspended only by who may appoint them, and an owner who can sign in remains. */
async function guardAdministrators(
  tx: TenantTx,
  caller: Caller,
  account: Account,
  to: 'active' | 'suspended',
): Promise<void> {
  if (account.level === null) return
  if (!caller.scopes.includes('administrators:write')) {
    throw new Problem('authorization.denied', { detail: 'This account is an administrator’s.' })
  }
  if (to === 'active' || account.level !== 'owner') return
  const owners = await lockActiveOwners(tx)
  if (owners.length === 1 && owners[0] === account.id) {
    throw inUse('This is the last owner who can sign in.')
  }
}
