import type { Organization } from '@postern/contract/api/organizations.ts'
import { organizationId } from '@postern/contract/ids.ts'
import { isAny, nameContains } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest, Reach } from './list-request.ts'

const selected = () =>
  q
    .selectFrom('organizations as o')
    .select(['o.id', 'o.uid', 'o.name', 'o.is_home', 'o.status', 'o.version', 'o.created_at', 'o.updated_at'])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toOrganization = (row: Row): Organization => ({
  id: organizationId.parse(row.id),
  uid: row.uid,
  name: row.name,
  home: row.is_home,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listOrganizations(
  tx: TenantTx,
  reach: Reach,
  request: ListRequest,
): Promise<Page<Organization>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('o.id')
    .limit(request.limit + 1)
  if (after) query = query.where('o.id', '>', after)
  if (reach) query = query.where(isAny('o.id', reach))
  if (request.search) query = query.where(nameContains('o.name', request.search))
  return pageOf(await tx.all(query), request, toOrganization)
}

export async function findOrganization(tx: TenantTx, id: string): Promise<Organization | undefined> {
  const row = await tx.first(selected().where('o.id', '=', id))
  return row && toOrganization(row)
}

export async function insertOrganization(
  tx: TenantTx,
  organization: { id: string; uid: string; name: string; now: Date },
): Promise<void> {
  const { id, uid, name, now } = organization
  await tx.all(
    q
      .insertInto('organizations')
      .values({ tenant_id: tx.tenant, id, uid, name, created_at: now, updated_at: now }),
  )
}

/** Whether anything in use belongs to it: portals, directories or connections that are not archived. */
export async function organizationInUse(tx: TenantTx, id: string): Promise<boolean> {
  const rows = await tx.all(
    q
      .selectFrom('portals')
      .select('id')
      .where('organization_id', '=', id)
      .where('state', '!=', 'archived')
      .unionAll(
        q
          .selectFrom('directories')
          .select('id')
          .where('organization_id', '=', id)
          .where('status', '!=', 'archived'),
      )
      .unionAll(
        q
          .selectFrom('connections')
          .select('id')
          .where('organization_id', '=', id)
          .where('state', '!=', 'archived'),
      )
      .limit(1),
  )
  return rows.length > 0
}
