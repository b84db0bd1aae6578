import type { ProfileType } from '@postern/contract/api/profile-types.ts'
import { profileTypeId } from '@postern/contract/ids.ts'
import { nameContains } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest } from './list-request.ts'

const selected = () =>
  q
    .selectFrom('profile_types as t')
    .select(['t.id', 't.uid', 't.name', 't.category', 't.naming', 't.status'])
    .select(['t.version', 't.created_at', 't.updated_at'])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toProfileType = (row: Row): ProfileType => ({
  id: profileTypeId.parse(row.id),
  uid: row.uid,
  name: row.name,
  category: row.category as ProfileType['category'],
  naming: row.naming,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listProfileTypes(tx: TenantTx, request: ListRequest): Promise<Page<ProfileType>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('t.id')
    .limit(request.limit + 1)
  if (after) query = query.where('t.id', '>', after)
  if (request.search) query = query.where(nameContains('t.name', request.search))
  return pageOf(await tx.all(query), request, toProfileType)
}

export async function findProfileType(tx: TenantTx, id: string): Promise<ProfileType | undefined> {
  const row = await tx.first(selected().where('t.id', '=', id))
  return row && toProfileType(row)
}

export async function insertProfileType(
  tx: TenantTx,
  type: Pick<ProfileType, 'uid' | 'name' | 'category' | 'naming'> & { id: string; now: Date },
): Promise<void> {
  const { now, ...same } = type
  await tx.all(
    q.insertInto('profile_types').values({ ...same, tenant_id: tx.tenant, created_at: now, updated_at: now }),
  )
}
