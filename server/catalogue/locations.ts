import type { Location } from '@postern/contract/api/locations.ts'
import { locationId, type OrganizationId } from '@postern/contract/ids.ts'
import { isAny, nameContains, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest, Reach } from './list-request.ts'

const selected = () =>
  q
    .selectFrom('locations as l')
    .innerJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'l.tenant_id').onRef('o.id', '=', 'l.organization_id'),
    )
    .select(['l.id', 'l.uid', 'l.name', 'l.status', 'l.version', 'l.created_at', 'l.updated_at'])
    .select(referenceTo<OrganizationId>('o').as('organization'))

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toLocation = (row: Row): Location => ({
  id: locationId.parse(row.id),
  uid: row.uid,
  name: row.name,
  organization: row.organization,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listLocations(
  tx: TenantTx,
  reach: Reach,
  request: ListRequest & { organization?: string | undefined },
): Promise<Page<Location>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('l.id')
    .limit(request.limit + 1)
  if (after) query = query.where('l.id', '>', after)
  if (reach) query = query.where(isAny('l.organization_id', reach))
  if (request.organization) query = query.where('l.organization_id', '=', request.organization)
  if (request.search) query = query.where(nameContains('l.name', request.search))
  return pageOf(await tx.all(query), request, toLocation)
}

export async function findLocation(tx: TenantTx, id: string): Promise<Location | undefined> {
  const row = await tx.first(selected().where('l.id', '=', id))
  return row && toLocation(row)
}

export async function insertLocation(
  tx: TenantTx,
  location: { id: string; uid: string; name: string; organization: string; now: Date },
): Promise<void> {
  const { id, uid, name, organization, now } = location
  await tx.all(
    q.insertInto('locations').values({
      tenant_id: tx.tenant,
      id,
      uid,
      name,
      organization_id: organization,
      created_at: now,
      updated_at: now,
    }),
  )
}
