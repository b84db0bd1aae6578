import { isRefusal } from '@postern/contract/reasons.ts'
import { withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { type ClaimedHandoff, claimHandoff } from '../session/claim-handoff.ts'
import { revokeSessionOf } from '../session/revoke-session.ts'
import { returnPath } from './addresses.ts'
import type { OpenConnections } from './open-connection.ts'
import { type RefusedSignIn, recordRefusal } from './refused-sign-in.ts'
import type { TenantPlace } from './tenants.ts'

export interface SessionClaim {
  readonly connection: string
  readonly handoff: string
  /** The cookie that binds the sign-in to the browser that began it. */
  readonly browser: string | null
  /** The session this browser has at a portal already, or null: it ends, so that a session is new at each sign-in. */
  readonly previousAt: (portalUid: string) => string | null
}

export type ClaimedSession = ({ readonly is: 'claimed' } & ClaimedHandoff) | RefusedSignIn

/** The last step of a sign-in: the browser that began it takes its session, once. */
export async function claimSession(
  services: Services & { connections: OpenConnections },
  tenant: TenantPlace,
  { connection: uid, handoff, browser, previousAt }: SessionClaim,
): Promise<ClaimedSession> {
  const now = services.clock.now()
  const claimed = await withTenant(services.db, tenant.id, async tx => {
    const claim = await claimHandoff(tx, { handoff, browser, token: services.ids.token(), now })
    if (isRefusal(claim)) return claim
    const previous = previousAt(claim.portal.uid)
    if (previous !== null) await revokeSessionOf(tx, previous, now)
    return claim
  })
  // checked again: the portal may have another address than when the sign-in began
  if (!isRefusal(claimed))
    return { is: 'claimed', ...claimed, returnTo: returnPath(claimed.returnTo, claimed.portal.url) }
  return recordRefusal(services, tenant.id, await services.connections.open(tenant, uid), claimed)
}
