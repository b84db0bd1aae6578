import type { Role } from '@postern/contract/api/roles.ts'
import { type PortalId, roleId, type UserTypeId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { nameContains, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest, Reach } from './list-request.ts'

type PortalReference = Role['portals'][number]

/** The portals a role opens, of the organizations within reach. */
const opened = (reach: Reach) => sql<PortalReference[]>`coalesce(
  (select jsonb_agg(${referenceTo<PortalId>('p')} order by p.id)
   from role_portals rp join portals p on p.tenant_id = rp.tenant_id and p.id = rp.portal_id
   where rp.tenant_id = r.tenant_id and rp.role_id = r.id and p.state <> 'archived'
     and (${reach === null} or p.organization_id = any(${[...(reach ?? [])]}))), '[]')`

const selected = (reach: Reach) =>
  q
    .selectFrom('roles as r')
    .innerJoin('user_types as t', join =>
      join.onRef('t.tenant_id', '=', 'r.tenant_id').onRef('t.id', '=', 'r.user_type_id'),
    )
    .select(['r.id', 'r.uid', 'r.name', 'r.idp_groups', 'r.built_in', 'r.status'])
    .select(['r.version', 'r.created_at', 'r.updated_at'])
    .select([referenceTo<UserTypeId>('t').as('user_type'), opened(reach).as('portals')])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toRole = (row: Row): Role => ({
  id: roleId.parse(row.id),
  uid: row.uid,
  name: row.name,
  userType: row.user_type,
  portals: row.portals,
  idpGroups: row.idp_groups,
  builtIn: row.built_in,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listRoles(
  tx: TenantTx,
  reach: Reach,
  request: ListRequest & { userType?: string | undefined },
): Promise<Page<Role>> {
  const after = idAfter(request)
  let query = selected(reach)
    .orderBy('r.id')
    .limit(request.limit + 1)
  if (after) query = query.where('r.id', '>', after)
  if (request.userType) query = query.where('r.user_type_id', '=', request.userType)
  if (request.search) query = query.where(nameContains('r.name', request.search))
  return pageOf(await tx.all(query), request, toRole)
}

export async function findRole(tx: TenantTx, reach: Reach, id: string): Promise<Role | undefined> {
  const row = await tx.first(selected(reach).where('r.id', '=', id))
  return row && toRole(row)
}

export async function insertRole(
  tx: TenantTx,
  role: {
    id: string
    uid: string
    name: string
    userType: string
    idpGroups: readonly string[]
    now: Date
  },
): Promise<void> {
  const values = {
    tenant_id: tx.tenant,
    id: role.id,
    uid: role.uid,
    name: role.name,
    user_type_id: role.userType,
    idp_groups: [...role.idpGroups],
    created_at: role.now,
    updated_at: role.now,
  }
  await tx.all(q.insertInto('roles').values(values))
}
