import type { TenantId } from '@postern/contract/ids.ts'
import { statement } from '../db/statement.ts'
import type { TenantTx } from '../db/transaction.ts'
import type { MailData, MailTemplate } from './catalogue.ts'

/** A mail to be sent, as a row of `outbox` under its column names. */
export interface OutboxRow {
  readonly tenant_id: TenantId
  readonly id: string
  readonly template: MailTemplate
  readonly recipient: string
  readonly data: Readonly<Record<string, unknown>>
  readonly created_at: Date
  readonly next_try_at: Date
}

/**
 * Shapes a mail as a row, for statements that insert it with the change that causes it.
 * @param recipient the address on record, never one from the request
 */
export function outboxRow<Template extends MailTemplate>(
  tenant: TenantId,
  mail: { readonly template: Template; readonly recipient: string; readonly data: MailData<Template> },
  { id, at }: { readonly id: string; readonly at: Date },
): OutboxRow {
  return { tenant_id: tenant, id, ...mail, created_at: at, next_try_at: at }
}

const insertRows = statement<Record<string, never>>(`
insert into outbox (tenant_id, id, template, recipient, data, created_at, next_try_at)
select r.tenant_id, r.id, r.template, r.recipient, r.data, r.created_at, r.next_try_at
from jsonb_to_recordset($1::jsonb) as r (
  tenant_id uuid, id uuid, template text, recipient text, data jsonb, created_at timestamptz, next_try_at timestamptz)`)

/** Puts mails in the outbox, in the transaction of what causes them. After the commit, `jobs.wake('mail.relay')`. */
export async function appendOutbox(tx: TenantTx, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length > 0) await tx.run(insertRows, [JSON.stringify(rows)])
}
