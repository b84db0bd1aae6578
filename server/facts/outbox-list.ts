import type { Mail, MailSummary } from '@postern/contract/api/outbox.ts'
import { outboxId } from '@postern/contract/ids.ts'
import { z } from 'zod'
import { idAfter, type Page, type PageRequest, pageOf } from '../db/paging.ts'
import { q } from '../db/query.ts'
import type { TenantTx } from '../db/transaction.ts'

const selected = () =>
  q
    .selectFrom('outbox as m')
    .select(['m.id', 'm.template', 'm.recipient', 'm.status', 'm.tries', 'm.last_error'])
    .select(['m.created_at', 'm.next_try_at', 'm.sent_at'])

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const toMailSummary = (row: Row): MailSummary => ({
  id: outboxId.parse(row.id),
  template: row.template,
  recipient: row.recipient,
  status: row.status as MailSummary['status'],
  tries: row.tries,
  lastError: row.last_error,
  createdAt: row.created_at.toISOString(),
  nextTryAt: row.next_try_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
})

/** Mails, newest first. */
export async function listMails(
  tx: TenantTx,
  filter: PageRequest & { status?: string | undefined },
): Promise<Page<MailSummary>> {
  const after = idAfter(filter)
  let query = selected()
    .orderBy('m.id', 'desc')
    .limit(filter.limit + 1)
  if (after) query = query.where('m.id', '<', after)
  if (filter.status) query = query.where('m.status', '=', filter.status)
  return pageOf(await tx.all(query), filter, toMailSummary)
}

const data = z.record(z.string(), z.unknown())

export async function readMail(tx: TenantTx, id: string): Promise<Mail | undefined> {
  const row = await tx.first(selected().select('m.data').where('m.id', '=', id))
  return row && { ...toMailSummary(row), data: data.parse(row.data) }
}
