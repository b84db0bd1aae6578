import { type ConnectionId, connectionId, type PortalId, portalId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'

const state = z.enum(['active', 'disabled', 'archived'])

const storedConnection = z.object({
  id: connectionId,
  uid: z.string(),
  state,
  config: z.unknown(),
  secrets: z.string().nullable(),
  policy: z.unknown(),
  versions: z.object({ connection: z.int(), policy: z.int() }),
  portal: z.object({ id: portalId, uid: z.string(), url: z.string(), state }),
})

/** A sign-in connection as it is stored, with its portal and the policy in force. */
export interface StoredConnection {
  readonly id: ConnectionId
  readonly uid: string
  readonly state: z.infer<typeof state>
  readonly config: unknown
  readonly secrets: string | null
  readonly policy: unknown
  readonly versions: { readonly connection: number; readonly policy: number }
  readonly portal: {
    readonly id: PortalId
    readonly uid: string
    readonly url: string
    readonly state: z.infer<typeof state>
  }
}

const byUid = statement(`
select c.id, c.uid, c.state, c.config, c.secrets, y.document as policy,
       jsonb_build_object('connection', c.version, 'policy', c.policy_version) as versions,
       jsonb_build_object('id', p.id, 'uid', p.uid, 'url', p.url, 'state', p.state) as portal
from connections c
join portals p on p.tenant_id = c.tenant_id and p.id = c.portal_id
join policies y on y.tenant_id = c.tenant_id and y.connection_id = c.id and y.version = c.policy_version
where c.tenant_id = $1 and c.uid = $2`)

export async function readConnection(tx: TenantTx, uid: string): Promise<StoredConnection | null> {
  const [row] = await tx.run(byUid, [tx.tenant, uid])
  return row ? storedConnection.parse(row) : null
}

const versionsById = statement<{ connection: number; policy: number }>(
  'select version as connection, policy_version as policy from connections where tenant_id = $1 and id = $2',
)

/** The versions in force of a connection and its policy, or null when there is none. */
export async function readVersions(
  tx: TenantTx,
  id: ConnectionId,
): Promise<StoredConnection['versions'] | null> {
  return (await tx.run(versionsById, [tx.tenant, id]))[0] ?? null
}
