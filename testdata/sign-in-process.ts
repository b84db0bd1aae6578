import type { TenantId } from '@postern/contract/ids.ts'
import { openPostgres } from '@postern/server/db/postgres.ts'
import { finishSignIn } from '@postern/server/flows/finish-sign-in.ts'
import { openConnections } from '@postern/server/flows/open-connection.ts'
import { systemClock } from '@postern/server/platform/clock.ts'
import { systemIds } from '@postern/server/platform/ids.ts'
import { keyRing } from '@postern/server/platform/key-ring.ts'

/**
 * A server process without its sockets, for tests of several: `fork` it, send an `Order`, wait for `ready`, send
 * `go`; it finishes every sign-in at once and answers the outcomes.
 */
export interface Order {
  readonly url: string
  /** The key ring's key, base64. */
  readonly secret: string
  readonly tenant: { readonly id: TenantId; readonly origin: string }
  readonly connection: string
  readonly responses: readonly string[]
}

const order = await message<Order>()
const db = openPostgres({ url: order.url })
const services = {
  ...{ db, clock: systemClock, ids: systemIds },
  keys: keyRing([Buffer.from(order.secret, 'base64')]),
}
const connections = openConnections(services, { fetch, allowsHttp: () => false })
process.send?.('ready')
await message()
const outcomes = await Promise.all(
  order.responses.map(samlResponse =>
    finishSignIn({ ...services, connections }, order.tenant, order.connection, {
      by: 'saml-post',
      samlResponse,
    }).then(
      finished => (finished.is === 'refused' ? finished.reason : finished.is),
      error => String(error),
    ),
  ),
)
await db.close()
process.send?.(outcomes, () => process.disconnect())

function message<Message>(): Promise<Message> {
  return new Promise(resolve => process.once('message', sent => resolve(sent as Message)))
}
