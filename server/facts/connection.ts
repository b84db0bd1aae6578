import {
  type ConnectionId,
  connectionId,
  organizationId,
  type PortalId,
  portalId,
} from '@postern/contract/ids.ts'
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
  versions: z.object({ connection: z.int(), policy: z.int(), portal: z.int() }),
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
  readonly versions: { readonly connection: number; readonly policy: number; readonly portal: number }
  readonly portal: {
    readonly id: PortalId
    readonly uid: string
    readonly url: string
    readonly state: z.infer<typeof state>
  }
}

const byUid = statement(`
select c.id, c.uid, c.state, c.config, c.secrets, y.document as policy,
       jsonb_build_object('connection', c.version, 'policy', c.policy_version, 'portal', p.version) as versions,
       jsonb_build_object('id', p.id, 'uid', p.uid, 'url', p.url, 'state', p.state) as portal
from connections c
join portals p on p.tenant_id = c.tenant_id and p.id = c.portal_id
join policies y on y.tenant_id = c.tenant_id and y.connection_id = c.id and y.version = c.policy_version
where c.tenant_id = $1 and c.uid = $2`)

export async function readConnection(tx: TenantTx, uid: string): Promise<StoredConnection | null> {
  const [row] = await tx.run(byUid, [tx.tenant, uid])
  return row ? storedConnection.parse(row) : null
}

const versionsById = statement<StoredConnection['versions']>(`
select c.version as connection, c.policy_version as policy, p.version as portal
from connections c join portals p on p.tenant_id = c.tenant_id and p.id = c.portal_id
where c.tenant_id = $1 and c.id = $2`)

/** The versions in force of a connection, its policy and its portal, or null when there is none. */
export async function readVersions(
  tx: TenantTx,
  id: ConnectionId,
): Promise<StoredConnection['versions'] | null> {
  return (await tx.run(versionsById, [tx.tenant, id]))[0] ?? null
}

const byId = statement(`
select c.id, c.organization_id as organization, coalesce(c.config ->> 'entityId', c.config ->> 'issuer') as issuer,
       y.document as policy, jsonb_build_object('connection', c.version, 'policy', c.policy_version) as versions
from connections c
join policies y on y.tenant_id = c.tenant_id and y.connection_id = c.id and y.version = c.policy_version
where c.tenant_id = $1 and c.id = $2 and c.portal_id is not null`)

const simulated = z.object({
  id: connectionId,
  organization: organizationId,
  issuer: z.string(),
  policy: z.unknown(),
  versions: z.object({ connection: z.int(), policy: z.int() }),
})

/** What a simulation needs of a sign-in connection, or null. */
export async function readConnectionById(
  tx: TenantTx,
  id: string,
): Promise<z.infer<typeof simulated> | null> {
  const [row] = await tx.run(byId, [tx.tenant, id])
  return row ? simulated.parse(row) : null
}

const policyByVersion = statement<{ document: unknown }>(
  'select document from policies where tenant_id = $1 and connection_id = $2 and version = $3',
)

/** A policy document by version, unparsed, or null. */
export async function readPolicyVersion(
  tx: TenantTx,
  connection: ConnectionId,
  version: number,
): Promise<unknown> {
  return (await tx.run(policyByVersion, [tx.tenant, connection, version]))[0]?.document ?? null
}
