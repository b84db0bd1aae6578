import type { ConnectionId, FlowId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/**
 * Uses up what lets somebody in once: the flow, and the assertion across all nodes. A plain insert: a second use
 * aborts on `consumed_assertions_key`. A flow that somebody else used meanwhile aborts in `demand`.
 */
const admit = statement(`
with used as (
  delete from flows where tenant_id = $1 and id = $2 returning id
), consumed as (
  insert into consumed_assertions (tenant_id, connection_id, assertion_hash, expires_at) values ($1, $3, $4, $5)
)
select demand((select count(*) from used) = 1)`)

export interface Admission {
  readonly flow: FlowId
  readonly connection: ConnectionId
  readonly assertionHash: Buffer
  readonly assertionExpiresAt: Date
}

export function sendAdmission(tx: TenantTx, admission: Admission): Promise<unknown> {
  return tx.run(admit, [
    tx.tenant,
    admission.flow,
    admission.connection,
    admission.assertionHash,
    admission.assertionExpiresAt,
  ])
}
