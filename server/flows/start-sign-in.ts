import type { FlowId } from '@postern/contract/ids.ts'
import type { Refusal } from '@postern/contract/reasons.ts'
import { insertFlow } from '../apply/flow.ts'
import { withTenant } from '../db/transaction.ts'
import { hashToken } from '../platform/tokens.ts'
import type { Services } from '../services.ts'
import { refusalOf } from '../verify/oidc/refusals.ts'
import { returnPath } from './addresses.ts'
import type { OpenConnection, OpenConnections } from './open-connection.ts'
import { type RefusedSignIn, recordRefusal } from './refused-sign-in.ts'
import type { TenantPlace } from './tenants.ts'

const flowMinutes = 15

export interface SignInStart {
  readonly tenant: TenantPlace
  readonly connection: string
  readonly returnTo: string | undefined
  /** The browser's binding cookie; a new one is made when it has none. */
  readonly browser: string | undefined
}

/** Where to send the browser, and the cookie that binds the sign-in to it. */
export type SignInStarted =
  | { readonly is: 'started'; readonly redirect: string; readonly browser: string }
  | RefusedSignIn

/** Begins a sign-in: remembers it, bound to this browser, and says where the identity provider is. */
export async function startSignIn(
  services: Services & { connections: OpenConnections },
  { tenant, connection: uid, returnTo, browser = services.ids.token() }: SignInStart,
): Promise<SignInStarted> {
  const connection = await services.connections.open(tenant, uid, 'fresh')
  const closed = connection
    ? closedDoor(connection)
    : ({ refused: 'connection.unknown', received: uid } as const)
  if (!connection || closed)
    return recordRefusal(services, tenant.id, connection, closed ?? { refused: 'connection.unknown' })
  const protocol = await connection.protocol().catch(refusalOf)
  if ('refused' in protocol) return recordRefusal(services, tenant.id, connection, protocol)
  const now = services.clock.now()
  const token = `${services.keys.current}.${services.ids.token()}`
  await withTenant(services.db, tenant.id, tx =>
    insertFlow(tx, {
      id: services.ids.next<FlowId>(),
      tokenHash: hashToken(token),
      portal: connection.portal.id,
      connection: connection.id,
      browserHash: hashToken(browser),
      returnTo: returnPath(returnTo, connection.portal.url),
      createdAt: now,
      expiresAt: new Date(now.getTime() + flowMinutes * 60_000),
    }),
  )
  return { is: 'started', redirect: protocol.begin(token, now), browser }
}

/** Why nobody may begin here; the deciding transaction looks again. */
function closedDoor(connection: OpenConnection): Refusal | null {
  if (connection.portal.state !== 'active') return { refused: 'portal.disabled' }
  if (connection.state !== 'active') return { refused: 'connection.disabled' }
  return null
}
