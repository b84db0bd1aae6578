import type { Connection } from '@postern/contract/api/connections.ts'
import { type ConnectionConfig, connectionConfig } from '@postern/contract/connection-config.ts'
import { connectionId, type OrganizationId, type PortalId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { isAny, nameContains, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest, Reach } from './list-request.ts'

/** A connection without the addresses to copy, which depend on the tenant's origin. */
export type StoredConnection = Omit<Connection, 'toCopy'>

const portal = sql<Connection['portal']>`
  case when p.id is null then null else ${referenceTo<PortalId>('p')} end`

const selected = () =>
  q
    .selectFrom('connections as c')
    .innerJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'c.tenant_id').onRef('o.id', '=', 'c.organization_id'),
    )
    .leftJoin('portals as p', join =>
      join.onRef('p.tenant_id', '=', 'c.tenant_id').onRef('p.id', '=', 'c.portal_id'),
    )
    .select(['c.id', 'c.uid', 'c.kind', 'c.name', 'c.state', 'c.position', 'c.config'])
    .select(['c.trusted_domains', 'c.policy_version', 'c.version', 'c.created_at', 'c.updated_at'])
    .select([
      referenceTo<OrganizationId>('o').as('organization'),
      portal.as('portal'),
      sql<boolean>`c.secrets is not null`.as('has_secret'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toConnection = (row: Row): StoredConnection => ({
  id: connectionId.parse(row.id),
  uid: row.uid,
  kind: row.kind === 'saml' ? 'saml' : 'oidc',
  name: row.name,
  organization: row.organization,
  portal: row.portal,
  state: row.state as Connection['state'],
  position: row.position,
  config: connectionConfig.parse(row.config),
  hasSecret: row.has_secret,
  trustedDomains: row.trusted_domains,
  policyVersion: row.policy_version,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listConnections(
  tx: TenantTx,
  reach: Reach,
  request: ListRequest & { portal?: string | undefined },
): Promise<Page<StoredConnection>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('c.id')
    .limit(request.limit + 1)
  if (after) query = query.where('c.id', '>', after)
  if (reach) query = query.where(isAny('c.organization_id', reach))
  if (request.portal) query = query.where('c.portal_id', '=', request.portal)
  if (request.search) query = query.where(nameContains('c.name', request.search))
  return pageOf(await tx.all(query), request, toConnection)
}

export async function findConnection(tx: TenantTx, id: string): Promise<StoredConnection | undefined> {
  const row = await tx.first(selected().where('c.id', '=', id))
  return row && toConnection(row)
}

export async function insertConnection(
  tx: TenantTx,
  connection: Pick<Connection, 'uid' | 'name' | 'state' | 'position' | 'trustedDomains'> & {
    id: string
    organization: string
    portal: string
    config: ConnectionConfig
    /** Sealed. */
    secrets: string | null
    now: Date
  },
): Promise<void> {
  const values = {
    tenant_id: tx.tenant,
    id: connection.id,
    uid: connection.uid,
    name: connection.name,
    organization_id: connection.organization,
    portal_id: connection.portal,
    kind: connection.config.kind,
    state: connection.state,
    position: connection.position,
    config: JSON.stringify(connection.config),
    secrets: connection.secrets,
    trusted_domains: [...connection.trustedDomains],
    created_at: connection.now,
    updated_at: connection.now,
  }
  await tx.all(q.insertInto('connections').values(values))
}
