import type { Directory } from '@postern/contract/api/directories.ts'
import { directoryId, type OrganizationId } from '@postern/contract/ids.ts'
import { isAny, nameContains, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest, Reach } from './list-request.ts'

const selected = () =>
  q
    .selectFrom('directories as d')
    .innerJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'd.tenant_id').onRef('o.id', '=', 'd.organization_id'),
    )
    .select(['d.id', 'd.uid', 'd.name', 'd.status', 'd.version', 'd.created_at', 'd.updated_at'])
    .select(referenceTo<OrganizationId>('o').as('organization'))

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toDirectory = (row: Row): Directory => ({
  id: directoryId.parse(row.id),
  uid: row.uid,
  name: row.name,
  organization: row.organization,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listDirectories(
  tx: TenantTx,
  reach: Reach,
  request: ListRequest & { organization?: string | undefined },
): Promise<Page<Directory>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('d.id')
    .limit(request.limit + 1)
  if (after) query = query.where('d.id', '>', after)
  if (reach) query = query.where(isAny('d.organization_id', reach))
  if (request.organization) query = query.where('d.organization_id', '=', request.organization)
  if (request.search) query = query.where(nameContains('d.name', request.search))
  return pageOf(await tx.all(query), request, toDirectory)
}

export async function findDirectory(tx: TenantTx, id: string): Promise<Directory | undefined> {
  const row = await tx.first(selected().where('d.id', '=', id))
  return row && toDirectory(row)
}

export async function insertDirectory(
  tx: TenantTx,
  directory: { id: string; uid: string; name: string; organization: string; now: Date },
): Promise<void> {
  const { id, uid, name, organization, now } = directory
  await tx.all(
    q.insertInto('directories').values({
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

/** Whether a portal that is not archived signs in against it. */
export async function directoryInUse(tx: TenantTx, id: string): Promise<boolean> {
  const query = q
    .selectFrom('portals')
    .select('id')
    .where('directory_id', '=', id)
    .where('state', '!=', 'archived')
    .limit(1)
  return (await tx.first(query)) !== undefined
}
