import type { StoredPolicy } from '@postern/contract/api/policies.ts'
import { accountId } from '@postern/contract/ids.ts'
import { type Policy, policy } from '@postern/contract/policy.ts'
import { Problem } from '@postern/contract/problems.ts'
import type { Page, PageRequest } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'

const selected = () =>
  q
    .selectFrom('policies as p')
    .leftJoin('accounts as a', join =>
      join.onRef('a.tenant_id', '=', 'p.tenant_id').onRef('a.id', '=', 'p.created_by'),
    )
    .select(['p.version', 'p.document', 'p.created_at', 'a.id as account_id', 'a.login'])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toStoredPolicy = (row: Row): StoredPolicy => ({
  version: row.version,
  policy: policy.parse(row.document),
  createdAt: row.created_at.toISOString(),
  createdBy:
    row.account_id === null || row.login === null
      ? null
      : { id: accountId.parse(row.account_id), login: row.login },
})

/** The policy in force. */
export async function findPolicy(tx: TenantTx, connection: string): Promise<StoredPolicy | undefined> {
  const row = await tx.first(
    selected().where('p.connection_id', '=', connection).orderBy('p.version', 'desc').limit(1),
  )
  return row && toStoredPolicy(row)
}

/** Every version, newest first; the cursor is the version. */
export async function listPolicies(
  tx: TenantTx,
  connection: string,
  request: PageRequest,
): Promise<Page<StoredPolicy>> {
  let query = selected()
    .where('p.connection_id', '=', connection)
    .orderBy('p.version', 'desc')
    .limit(request.limit + 1)
  if (request.after !== undefined) query = query.where('p.version', '<', versionBefore(request.after))
  const rows = await tx.all(query)
  const shown = rows.slice(0, request.limit).map(toStoredPolicy)
  const more = rows.length > request.limit
  return { items: shown, next: more ? String(shown.at(-1)?.version) : null }
}

function versionBefore(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new Problem('request.invalid', {
    fields: [{ field: 'query/after', message: 'This cursor is not from a list.' }],
  })
}

/** Puts a version in force. Of two that follow the same one, the second violates the key. */
export async function insertPolicy(
  tx: TenantTx,
  version: { connection: string; version: number; document: Policy; by: string | null; now: Date },
): Promise<void> {
  await tx.all(
    q.insertInto('policies').values({
      tenant_id: tx.tenant,
      connection_id: version.connection,
      version: version.version,
      document: JSON.stringify(version.document),
      created_by: version.by,
      created_at: version.now,
    }),
  )
  await tx.all(
    q
      .updateTable('connections')
      .set({ policy_version: version.version })
      .where('id', '=', version.connection),
  )
}
