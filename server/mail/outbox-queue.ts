import { statement } from '../db/statement.ts'
import type { SystemTx } from '../db/transaction.ts'

/** A mail that this process may try to send until the lease ends. */
export interface ClaimedMail {
  tenant_id: string
  id: string
  template: string
  recipient: string
  data: unknown
  /** This try included. */
  tries: number
}

/** How a try ended. */
export type Settlement =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'retry'; readonly at: Date; readonly error: string }
  | { readonly outcome: 'failed'; readonly error: string }

const leaseMilliseconds = 15 * 60_000

// The lease is the next try: whoever claims and dies leaves a mail that becomes due again. No transaction stays open
// while a mail server is being waited for. Index: outbox_due.
const claimDue = statement<ClaimedMail>(`
update outbox o set tries = o.tries + 1, next_try_at = $2
from (select tenant_id, id from outbox where status = 'queued' and next_try_at <= $1
      order by next_try_at limit $3 for update skip locked) due
where o.tenant_id = due.tenant_id and o.id = due.id
returning o.tenant_id, o.id, o.template, o.recipient, o.data, o.tries`)

export function claimMails(tx: SystemTx, now: Date, limit: number): Promise<ClaimedMail[]> {
  return tx.run(claimDue, [now, new Date(now.getTime() + leaseMilliseconds), limit])
}

// Only the try that claimed it may settle it. What a sent mail said is not kept: it may hold a link that opens a door.
const settleSent = statement<Record<string, never>>(`
update outbox set status = 'sent', sent_at = $4, last_error = null, data = '{}'
where tenant_id = $1 and id = $2 and tries = $3`)

const settleRetry = statement<Record<string, never>>(`
update outbox set next_try_at = $4, last_error = $5 where tenant_id = $1 and id = $2 and tries = $3`)

const settleFailed = statement<Record<string, never>>(`
update outbox set status = 'failed', last_error = $4 where tenant_id = $1 and id = $2 and tries = $3`)

export async function settleMail(
  tx: SystemTx,
  { tenant_id, id, tries }: ClaimedMail,
  settlement: Settlement,
  now: Date,
): Promise<void> {
  switch (settlement.outcome) {
    case 'sent':
      await tx.run(settleSent, [tenant_id, id, tries, now])
      return
    case 'retry':
      await tx.run(settleRetry, [tenant_id, id, tries, settlement.at, settlement.error])
      return
    case 'failed':
      await tx.run(settleFailed, [tenant_id, id, tries, settlement.error])
      return
  }
}

const markWaiting = statement<Record<string, never>>(`
update outbox set last_error = $1 where status = 'queued' and last_error is null`)

/** Says at each waiting mail that nothing can send it. */
export async function markUnsendable(tx: SystemTx, because: string): Promise<void> {
  await tx.run(markWaiting, [because])
}
