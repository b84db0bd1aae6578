import type { Group } from '@postern/contract/api/groups.ts'
import { groupId, type OrganizationId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { isAny, nameContains, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest, Reach } from './list-request.ts'

const organization = sql<Group['organization']>`
  case when o.id is null then null else ${referenceTo<OrganizationId>('o')} end`

const selected = () =>
  q
    .selectFrom('groups as g')
    .leftJoin('organizations as o', join =>
      join.onRef('o.tenant_id', '=', 'g.tenant_id').onRef('o.id', '=', 'g.organization_id'),
    )
    .select([
      'g.id',
      'g.uid',
      'g.name',
      'g.built_in',
      'g.status',
      'g.version',
      'g.created_at',
      'g.updated_at',
    ])
    .select(organization.as('organization'))

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toGroup = (row: Row): Group => ({
  id: groupId.parse(row.id),
  uid: row.uid,
  name: row.name,
  organization: row.organization,
  builtIn: row.built_in,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Groups of the whole tenant are listed only for callers who reach every organization. */
export async function listGroups(
  tx: TenantTx,
  reach: Reach,
  request: ListRequest & { organization?: string | undefined },
): Promise<Page<Group>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('g.id')
    .limit(request.limit + 1)
  if (after) query = query.where('g.id', '>', after)
  if (reach) query = query.where(isAny('g.organization_id', reach))
  if (request.organization) query = query.where('g.organization_id', '=', request.organization)
  if (request.search) query = query.where(nameContains('g.name', request.search))
  return pageOf(await tx.all(query), request, toGroup)
}

export async function findGroup(tx: TenantTx, id: string): Promise<Group | undefined> {
  const row = await tx.first(selected().where('g.id', '=', id))
  return row && toGroup(row)
}

export async function insertGroup(
  tx: TenantTx,
  group: { id: string; uid: string; name: string; organization: string | null; now: Date },
): Promise<void> {
  const { id, uid, name, now } = group
  await tx.all(
    q.insertInto('groups').values({
      tenant_id: tx.tenant,
      id,
      uid,
      name,
      organization_id: group.organization,
      created_at: now,
      updated_at: now,
    }),
  )
}
