import { scopesOf } from '@postern/contract/access.ts'
import type { TenantId } from '@postern/contract/ids.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { findApiKey } from '../session/api-key.ts'
import { findSession } from '../session/find-session.ts'
import type { Principal } from './principal.ts'

export interface Credentials {
  readonly tenant: TenantId
  /** Value of the console's session cookie. */
  readonly cookie: string | null
  /** The Authorization header. */
  readonly authorization: string | null
}

const anonymous: Principal = { kind: 'anonymous' }

/**
 * Who calls the API: one statement, none for a caller who sends nothing. A header counts alone: a bad key is not
 * made good by a cookie that came along.
 */
export async function authenticate(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { tenant, cookie, authorization }: Credentials,
): Promise<Principal> {
  const now = clock.now()
  if (authorization !== null) {
    const [, secret] = /^Bearer +(\S+)$/i.exec(authorization.trim()) ?? []
    if (!secret?.startsWith('pk_')) return anonymous
    return withTenant(db, tenant, tx => keyHolder(tx, secret, now))
  }
  if (!cookie) return anonymous
  return withTenant(db, tenant, tx => administrator(tx, cookie, now))
}

async function keyHolder(tx: TenantTx, secret: string, now: Date): Promise<Principal> {
  const key = await findApiKey(tx, secret, now)
  return key ? { kind: 'api_key', key: key.id, scopes: key.scopes, organizations: null } : anonymous
}

async function administrator(tx: TenantTx, token: string, now: Date): Promise<Principal> {
  const session = await findSession(tx, token, { at: 'console', now })
  if (!session?.console) return anonymous
  const { level, organizations } = session.console
  return {
    kind: 'administrator',
    account: session.account,
    session: session.id,
    level,
    scopes: scopesOf[level],
    organizations,
  }
}
