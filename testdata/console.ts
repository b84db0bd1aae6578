import { randomBytes } from 'node:crypto'
import type { Level } from '@postern/contract/access.ts'
import type { AccountId, OrganizationId, TenantId } from '@postern/contract/ids.ts'
import type { Database } from '@postern/server/db/database.ts'
import { withTenant } from '@postern/server/db/transaction.ts'
import { appointAdministrator } from '@postern/server/flows/appoint-administrator.ts'
import type { Visitor } from '@postern/server/flows/visitor.ts'
import { systemIds } from '@postern/server/platform/ids.ts'
import { keyRing } from '@postern/server/platform/key-ring.ts'
import type { Services } from '@postern/server/services.ts'
import { openConsoleSession } from '@postern/server/session/open-console-session.ts'

/** Services with a clock that a test moves. */
export interface TestServices extends Services {
  /** Moves the clock forward. */
  pass(time: { seconds?: number; minutes?: number; hours?: number }): void
}

export function testServices(db: Database, start = new Date('2026-06-01T12:00:00Z')): TestServices {
  let now = start.getTime()
  return {
    db,
    ids: systemIds,
    keys: keyRing([randomBytes(32)]),
    clock: { now: () => new Date(now) },
    pass({ seconds = 0, minutes = 0, hours = 0 }) {
      now += 1000 * (seconds + 60 * (minutes + 60 * hours))
    },
  }
}

/** A browser at the console of a tenant. */
export function visitor(tenant: TenantId, more: Partial<Visitor> = {}): Visitor {
  return {
    tenant,
    address: '192.0.2.7',
    device: null,
    agent: 'Test browser',
    session: null,
    party: { id: 'localhost', origins: ['http://localhost:8080'] },
    ...more,
  }
}

export interface AddedAdministrator {
  readonly account: AccountId
  readonly email: string
  /** Value of the console's session cookie. */
  readonly token: string
}

/** An administrator who is signed in already, without the work of passwords. */
export async function addAdministrator(
  services: Services,
  tenant: TenantId,
  more: { level?: Level; organizations?: readonly OrganizationId[] | null; email?: string } = {},
): Promise<AddedAdministrator> {
  const { level = 'owner', organizations = null } = more
  const email = more.email ?? `${level}.${randomBytes(4).toString('hex')}@example.test`
  const token = services.ids.token()
  const appointment = { email, firstName: 'Ada', lastName: 'Admin', level, organizations }
  const account = await withTenant(services.db, tenant, async tx => {
    const made = await appointAdministrator(
      tx,
      services,
      { ...appointment, passwordHash: 'unusable' },
      { kind: 'system', id: null },
    )
    const now = services.clock.now()
    await openConsoleSession(tx, { id: services.ids.next(), token, account: made, device: 'Test', now })
    return made
  })
  return { account, email, token }
}
