import type { AttemptSummary } from '@postern/contract/api/attempts.ts'
import { accountId, attemptId, type ConnectionId, type PortalId } from '@postern/contract/ids.ts'
import { isReasonCode } from '@postern/contract/reasons.ts'
import { sql } from 'kysely'
import { isAny, referenceTo } from '../db/conditions.ts'
import { idAfter, type Page, type PageRequest, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'
import { idFrom, idTo } from './id-range.ts'

export interface AttemptFilter extends PageRequest {
  readonly outcome?: string | undefined
  readonly reason?: string | undefined
  readonly portal?: string | undefined
  readonly connection?: string | undefined
  readonly account?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const optional = <Id extends string>(alias: string) =>
  sql<{ id: Id; uid: string; name: string } | null>`
    case when ${sql.ref(`${alias}.id`)} is null then null else ${referenceTo<Id>(alias)} end`

export const selectedAttempts = () =>
  q
    .selectFrom('attempts as t')
    .leftJoin('portals as p', join =>
      join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.id', '=', 't.portal_id'),
    )
    .leftJoin('connections as c', join =>
      join.onRef('c.tenant_id', '=', 't.tenant_id').onRef('c.id', '=', 't.connection_id'),
    )
    .leftJoin('accounts as a', join =>
      join.onRef('a.tenant_id', '=', 't.tenant_id').onRef('a.id', '=', 't.account_id'),
    )
    .select([
      't.id',
      't.short_id',
      't.at',
      't.outcome',
      't.kind',
      't.reason',
      'a.id as account_id',
      'a.login',
    ])
    .select([optional<PortalId>('p').as('portal'), optional<ConnectionId>('c').as('connection')])

type Row = Awaited<ReturnType<ReturnType<typeof selectedAttempts>['execute']>>[number]

export const toAttemptSummary = (row: Row): AttemptSummary => ({
  id: attemptId.parse(row.id),
  shortId: row.short_id,
  at: row.at.toISOString(),
  outcome: row.outcome === 'admitted' ? 'admitted' : 'refused',
  kind: row.kind,
  reason: row.reason !== null && isReasonCode(row.reason) ? row.reason : null,
  portal: row.portal,
  connection: row.connection,
  account:
    row.account_id === null || row.login === null
      ? null
      : { id: accountId.parse(row.account_id), login: row.login },
})

/** Attempts, newest first. Who reaches some organizations sees those at their portals. */
export async function listAttempts(
  tx: TenantTx,
  reach: readonly string[] | null,
  filter: AttemptFilter,
): Promise<Page<AttemptSummary>> {
  const after = idAfter(filter)
  let query = selectedAttempts()
    .orderBy('t.id', 'desc')
    .limit(filter.limit + 1)
  if (after) query = query.where('t.id', '<', after)
  if (reach) query = query.where(isAny('p.organization_id', reach))
  if (filter.outcome) query = query.where('t.outcome', '=', filter.outcome)
  if (filter.reason) query = query.where('t.reason', '=', filter.reason)
  if (filter.portal) query = query.where('t.portal_id', '=', filter.portal)
  if (filter.connection) query = query.where('t.connection_id', '=', filter.connection)
  if (filter.account) query = query.where('t.account_id', '=', filter.account)
  const { from, to } = filter
  if (from) query = query.where('t.id', '>=', idFrom(from)).where('t.at', '>=', new Date(from))
  if (to) query = query.where('t.id', '<=', idTo(to)).where('t.at', '<=', new Date(to))
  return pageOf(await tx.all(query), filter, toAttemptSummary)
}
