import { z } from 'zod'
import { outboxId } from '../ids.ts'
import { instant } from './fields.ts'
import { operation, page, pageQuery } from './operation.ts'

const mailStatus = z.enum(['queued', 'sent', 'failed'])

const summary = {
  id: outboxId,
  template: z.string(),
  recipient: z.string(),
  status: mailStatus,
  tries: z.int(),
  lastError: z.string().nullable(),
  createdAt: instant,
  nextTryAt: instant,
  sentAt: instant.nullable(),
}

export const mailSummary = z.strictObject(summary).meta({ id: 'MailSummary' })
export type MailSummary = z.infer<typeof mailSummary>

export const mail = z
  .strictObject({
    ...summary,
    /** What fills the template. Null outside the demo: mails carry links that open doors. */
    data: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'Mail' })
export type Mail = z.infer<typeof mail>

export const outbox = {
  list: operation({
    id: 'outbox.list',
    method: 'GET',
    path: '/outbox',
    summary: 'Lists mails, newest first.',
    access: 'audit:read',
    query: z.strictObject({ ...pageQuery, status: mailStatus.optional() }),
    result: page(mailSummary),
  }),
  read: operation({
    id: 'outbox.read',
    method: 'GET',
    path: '/outbox/{mail}',
    summary: 'Reads one mail.',
    access: 'audit:read',
    params: z.strictObject({ mail: outboxId }),
    result: mail,
  }),
}
