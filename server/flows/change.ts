import { Problem } from '@postern/contract/problems.ts'
import { violatedConstraint } from '../db/database.ts'
import { type TenantTx, withTenant } from '../db/transaction.ts'
import type { Services } from '../services.ts'
import { type CallerEntry, recordCaller } from './audit-entry.ts'
import type { Caller } from './caller.ts'
import { conflictOf } from './conflicts.ts'
import { remember, replay } from './idempotency.ts'

/** What a change came to: the answer, and what the audit log records of it. */
export interface Changed<Result> {
  readonly result: Result
  readonly events: readonly CallerEntry[]
}

/** Reads within one read-only transaction. */
export function reading<Result>(
  services: Pick<Services, 'db'>,
  caller: Caller,
  work: (tx: TenantTx) => Promise<Result>,
): Promise<Result> {
  return withTenant(services.db, caller.tenant, work, { readOnly: true })
}

/**
 * Changes within one transaction: the change, its audit rows and its idempotency key commit together or not at all.
 * A unique constraint that somebody else's row holds becomes a conflict that names the field.
 */
export async function changing<Result>(
  services: Pick<Services, 'db' | 'clock' | 'ids'>,
  caller: Caller,
  work: (tx: TenantTx) => Promise<Changed<Result>>,
): Promise<Result> {
  const attempt = () =>
    withTenant(services.db, caller.tenant, async tx => {
      const replayed = await replay<Result>(tx, caller, services.clock.now())
      if (replayed) return replayed.response
      const { result, events } = await work(tx)
      await recordCaller(tx, services, caller, events)
      await remember(tx, caller, result, services.clock.now())
      return result
    })
  try {
    return await attempt().catch(error => {
      // a twin of this request may have been answered meanwhile: then its answer is there now
      if (caller.idempotency && violatedConstraint(error) !== null) return attempt()
      throw error
    })
  } catch (error) {
    throw conflictOf(violatedConstraint(error)) ?? error
  }
}

/** A field of the body that names something which does not exist here. */
export function unknownReference(field: string, what: string): Problem {
  return new Problem('request.invalid', { fields: [{ field, message: `There is no such ${what}.` }] })
}
