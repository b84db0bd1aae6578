import type { Portal } from '@postern/contract/api/portals.ts'
import { type DirectoryId, type OrganizationId, portalId, type RoleId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { isAny, nameContains, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest, Reach } from './list-request.ts'

/** A portal without its full address, which depends on the tenant's origin. */
export type StoredPortal = Omit<Portal, 'address'>
type RoleReference = Portal['roles'][number]

const opening = sql<RoleReference[]>`coalesce(
  (select jsonb_agg(${referenceTo<RoleId>('r')} order by r.id)
   from role_portals rp join roles r on r.tenant_id = rp.tenant_id and r.id = rp.role_id
   where rp.tenant_id = p.tenant_id and rp.portal_id = p.id and r.status = 'active'), '[]')`

const selected = () =>
  q
    .selectFrom('portals as p')
    .innerJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'p.tenant_id').onRef('o.id', '=', 'p.organization_id'),
    )
    .innerJoin('directories as d', join =>
      join.onRef('d.tenant_id', '=', 'p.tenant_id').onRef('d.id', '=', 'p.directory_id'),
    )
    .select(['p.id', 'p.uid', 'p.name', 'p.url', 'p.state', 'p.version', 'p.created_at', 'p.updated_at'])
    .select(['p.inactivity_minutes', 'p.lifetime_hours', 'p.retries'])
    .select([
      referenceTo<OrganizationId>('o').as('organization'),
      referenceTo<DirectoryId>('d').as('directory'),
      opening.as('roles'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toPortal = (row: Row): StoredPortal => ({
  id: portalId.parse(row.id),
  uid: row.uid,
  name: row.name,
  url: row.url,
  organization: row.organization,
  directory: row.directory,
  inactivityMinutes: row.inactivity_minutes,
  lifetimeHours: row.lifetime_hours,
  retries: row.retries,
  roles: row.roles,
  state: row.state as Portal['state'],
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listPortals(
  tx: TenantTx,
  reach: Reach,
  request: ListRequest & { organization?: string | undefined; state?: string | undefined },
): Promise<Page<StoredPortal>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('p.id')
    .limit(request.limit + 1)
  if (after) query = query.where('p.id', '>', after)
  if (reach) query = query.where(isAny('p.organization_id', reach))
  if (request.organization) query = query.where('p.organization_id', '=', request.organization)
  if (request.state) query = query.where('p.state', '=', request.state)
  if (request.search) query = query.where(nameContains('p.name', request.search))
  return pageOf(await tx.all(query), request, toPortal)
}

export async function findPortal(tx: TenantTx, id: string): Promise<StoredPortal | undefined> {
  const row = await tx.first(selected().where('p.id', '=', id))
  return row && toPortal(row)
}

/** How names are compared for uniqueness. */
export const portalNameKey = (name: string) => name.normalize('NFKC').trim().toLowerCase()

export async function insertPortal(
  tx: TenantTx,
  portal: Pick<
    Portal,
    'uid' | 'name' | 'url' | 'inactivityMinutes' | 'lifetimeHours' | 'retries' | 'state'
  > & {
    id: string
    organization: string
    directory: string
    now: Date
  },
): Promise<void> {
  const values = {
    tenant_id: tx.tenant,
    id: portal.id,
    uid: portal.uid,
    name: portal.name,
    name_key: portalNameKey(portal.name),
    url: portal.url,
    organization_id: portal.organization,
    directory_id: portal.directory,
    inactivity_minutes: portal.inactivityMinutes,
    lifetime_hours: portal.lifetimeHours,
    retries: portal.retries,
    state: portal.state,
    created_at: portal.now,
    updated_at: portal.now,
  }
  await tx.all(q.insertInto('portals').values(values))
}
