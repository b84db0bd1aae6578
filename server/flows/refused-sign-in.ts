import { shortIdOf } from '@postern/contract/attempt.ts'
import type { AttemptId, TenantId } from '@postern/contract/ids.ts'
import type { Refusal, RefusalCode } from '@postern/contract/reasons.ts'
import { sendRecords } from '../apply/records.ts'
import { withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import type { OpenConnection } from './open-connection.ts'
import { auditRows } from './record.ts'
import { refusedEvent } from './sign-in-events.ts'

/** A sign-in that was refused: the person is shown the short id, an administrator finds the rest under it. */
export interface RefusedSignIn {
  readonly is: 'refused'
  readonly reason: RefusalCode
  readonly shortId: string
  readonly portalUrl: string | null
}

/** Records a refusal made before anything could be decided: by a closed door or by the verifier. */
export async function recordRefusal(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  tenant: TenantId,
  connection: OpenConnection | null,
  refusal: Refusal,
): Promise<RefusedSignIn> {
  const id = services.ids.next<AttemptId>()
  const { refused: reason, ...check } = refusal
  const attempt = {
    id,
    portal: connection?.portal.id ?? null,
    connection: connection?.id ?? null,
    account: null,
    outcome: 'refused',
    reason,
    kind: 'refuse',
    detail: { check, because: [{ code: reason }] },
  } as const
  const at = services.clock.now()
  const events = auditRows(tenant, services.ids, [refusedEvent(attempt)], at)
  await withTenant(services.db, tenant, tx => sendRecords(tx, attempt, events, null, at))
  return { is: 'refused', reason, shortId: shortIdOf(id), portalUrl: connection?.portal.url ?? null }
}
