import type { ConnectionId, FlowId, PortalId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

/** A sign-in in flight, as it is remembered until its answer comes. */
export interface FlowRow {
  readonly id: FlowId
  readonly tokenHash: Buffer
  readonly portal: PortalId
  readonly connection: ConnectionId
  readonly browserHash: Buffer
  readonly returnTo: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

const insert = statement(`
insert into flows (tenant_id, id, token_hash, portal_id, connection_id, browser_hash, return_to, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)

export async function insertFlow(tx: TenantTx, flow: FlowRow): Promise<void> {
  await tx.run(insert, [
    tx.tenant,
    flow.id,
    flow.tokenHash,
    flow.portal,
    flow.connection,
    flow.browserHash,
    flow.returnTo,
    flow.createdAt,
    flow.expiresAt,
  ])
}
