import type { UserType } from '@postern/contract/api/user-types.ts'
import { userTypeId } from '@postern/contract/ids.ts'
import { nameContains } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest } from './list-request.ts'

const selected = () =>
  q
    .selectFrom('user_types as t')
    .select(['t.id', 't.uid', 't.name', 't.exclusive', 't.administrative', 't.built_in', 't.status'])
    .select(['t.version', 't.created_at', 't.updated_at'])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toUserType = (row: Row): UserType => ({
  id: userTypeId.parse(row.id),
  uid: row.uid,
  name: row.name,
  exclusive: row.exclusive,
  administrative: row.administrative,
  builtIn: row.built_in,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listUserTypes(tx: TenantTx, request: ListRequest): Promise<Page<UserType>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('t.id')
    .limit(request.limit + 1)
  if (after) query = query.where('t.id', '>', after)
  if (request.search) query = query.where(nameContains('t.name', request.search))
  return pageOf(await tx.all(query), request, toUserType)
}

export async function findUserType(tx: TenantTx, id: string): Promise<UserType | undefined> {
  const row = await tx.first(selected().where('t.id', '=', id))
  return row && toUserType(row)
}

export async function insertUserType(
  tx: TenantTx,
  type: { id: string; uid: string; name: string; exclusive: boolean; administrative: boolean; now: Date },
): Promise<void> {
  const { now, ...same } = type
  await tx.all(
    q.insertInto('user_types').values({ ...same, tenant_id: tx.tenant, created_at: now, updated_at: now }),
  )
}

/** Whether it has roles that are not archived. */
export async function userTypeInUse(tx: TenantTx, id: string): Promise<boolean> {
  const query = q
    .selectFrom('roles')
    .select('id')
    .where('user_type_id', '=', id)
    .where('status', '=', 'active')
    .limit(1)
  return (await tx.first(query)) !== undefined
}
