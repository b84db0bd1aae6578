import type { Attribute } from '@postern/contract/api/attributes.ts'
import { attributeId } from '@postern/contract/ids.ts'
import { nameContains } from '../db/conditions.ts'
import { idAfter, type Page, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { ListRequest } from './list-request.ts'

const selected = () =>
  q
    .selectFrom('attributes as a')
    .select(['a.id', 'a.uid', 'a.name', 'a.kind', 'a.identifier', 'a.status'])
    .select(['a.version', 'a.created_at', 'a.updated_at'])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toAttribute = (row: Row): Attribute => ({
  id: attributeId.parse(row.id),
  uid: row.uid,
  name: row.name,
  kind: row.kind as Attribute['kind'],
  identifier: row.identifier,
  status: row.status === 'active' ? 'active' : 'archived',
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export async function listAttributes(tx: TenantTx, request: ListRequest): Promise<Page<Attribute>> {
  const after = idAfter(request)
  let query = selected()
    .orderBy('a.id')
    .limit(request.limit + 1)
  if (after) query = query.where('a.id', '>', after)
  if (request.search) query = query.where(nameContains('a.name', request.search))
  return pageOf(await tx.all(query), request, toAttribute)
}

export async function findAttribute(tx: TenantTx, id: string): Promise<Attribute | undefined> {
  const row = await tx.first(selected().where('a.id', '=', id))
  return row && toAttribute(row)
}

export async function insertAttribute(
  tx: TenantTx,
  attribute: Pick<Attribute, 'uid' | 'name' | 'kind' | 'identifier'> & { id: string; now: Date },
): Promise<void> {
  const { now, ...same } = attribute
  await tx.all(
    q.insertInto('attributes').values({ ...same, tenant_id: tx.tenant, created_at: now, updated_at: now }),
  )
}

const activeUids = statement<{ uid: string }>(
  `select uid from attributes where uid = any($1) and status = 'active'`,
)

/** Which of these uids name attributes in use. */
export async function activeAttributeUids(
  tx: TenantTx,
  uids: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set((await tx.run<{ uid: string }>(activeUids, [[...uids]])).map(row => row.uid))
}
