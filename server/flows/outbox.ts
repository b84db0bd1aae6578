import type { Mail, MailSummary, outbox } from '@postern/contract/api/outbox.ts'
import type { z } from 'zod'
import type { Page } from '../db/paging.ts'
import { listMails, readMail } from '../facts/outbox-list.ts'
import type { Services } from '../services.ts'
import { type Caller, found } from './caller.ts'
import { reading } from './change.ts'

export function list(
  services: Services,
  caller: Caller,
  query: z.output<typeof outbox.list.query>,
): Promise<Page<MailSummary>> {
  return reading(services, caller, tx => listMails(tx, query))
}

/** Mails carry links that open doors: what fills them is shown in the demo only. */
export function read(
  services: Services,
  caller: Caller,
  id: string,
  { demo }: { demo: boolean },
): Promise<Mail> {
  return reading(services, caller, async tx => {
    const mail = found(await readMail(tx, id))
    return demo ? mail : { ...mail, data: null }
  })
}
