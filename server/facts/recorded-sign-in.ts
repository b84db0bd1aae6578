import type { ConnectionId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import { typedShortId } from './attempt-detail.ts'
import { type RecordedSignIn, recordedSignIn } from './recording.ts'

// the coalesce stands in a sub-select: as a condition it would count as able to leak, and row-level security would let
// no index be used
const byName = statement<{ detail: unknown }>(`
select detail from attempts
where tenant_id = $1 and connection_id = $3
  and id = (select coalesce(
    (select id from attempts where tenant_id = $1 and short_id = $4 order by id desc limit 1),
    case when $2 ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then $2::uuid end))`)

/**
 * A sign-in that was decided through a connection, by id or by short id as people type it. Null when there is none, when nothing was
 * decided (the verifier refused it), or when its recording was forgotten after its time.
 */
export async function readRecordedSignIn(
  tx: TenantTx,
  name: string,
  connection: ConnectionId,
): Promise<RecordedSignIn | null> {
  const [row] = await tx.run(byName, [tx.tenant, name, connection, typedShortId(name)])
  return recordedSignIn.safeParse(row?.detail).data ?? null
}
