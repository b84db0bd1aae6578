import type { Provenance } from '@postern/contract/api/fields.ts'
import { accountId, attemptId, type ConnectionId } from '@postern/contract/ids.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { isAny, referenceTo } from '../db/conditions.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'

/** What each stamp says: who set something, when, in which sign-in. */
export async function readStamps(
  tx: TenantTx,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, Provenance>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await tx.all(selected().where(isAny('s.id', wanted)))
  return new Map(rows.map(row => [row.id, toProvenance(row)]))
}

const connection = sql<Provenance['connection']>`
  case when c.id is null then null else ${referenceTo<ConnectionId>('c')} end`

const selected = () =>
  q
    .selectFrom('stamps as s')
    .leftJoin('connections as c', join =>
      join.onRef('c.tenant_id', '=', 's.tenant_id').onRef('c.id', '=', 's.connection_id'),
    )
    .leftJoin('attempts as t', join =>
      join.onRef('t.tenant_id', '=', 's.tenant_id').onRef('t.id', '=', 's.run_id'),
    )
    .leftJoin('accounts as a', join =>
      join.onRef('a.tenant_id', '=', 's.tenant_id').onRef('a.id', '=', 's.actor_id'),
    )
    .select(['s.id', 's.source', 's.policy_version', 's.created_at'])
    .select(['t.id as attempt_id', 't.short_id', 'a.id as actor_id', 'a.login', connection.as('connection')])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toProvenance = (row: Row): Provenance => ({
  source: row.source as Provenance['source'],
  connection: row.connection,
  policyVersion: row.policy_version,
  attempt:
    row.attempt_id === null || row.short_id === null
      ? null
      : { id: attemptId.parse(row.attempt_id), shortId: row.short_id },
  actor:
    row.actor_id === null || row.login === null
      ? null
      : { id: accountId.parse(row.actor_id), login: row.login },
  at: row.created_at.toISOString(),
})

const stampOf = z.record(z.string(), z.guid())

/** The stamp of each field: by name, else the one under `*` for everything not named. */
export function stampsOf(provenance: unknown): (field: string) => string | undefined {
  const stamps = stampOf.parse(provenance)
  return field => stamps[field] ?? stamps['*']
}
