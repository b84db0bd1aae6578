import type { Database } from '../db/database.ts'
import { withSystem } from '../db/transaction.ts'
import type { Range } from '../platform/address-ranges.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Metrics } from '../platform/metrics.ts'
import { type ClaimedMail, claimMails, markUnsendable, type Settlement, settleMail } from './outbox-queue.ts'
import { MailUnrenderable, renderMail } from './render.ts'
import { type MailServer, type MailTransport, openTransport } from './transport.ts'

export interface RelayNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly log: Logger
  readonly metrics: Pick<Metrics, 'countMail'>
  /** Null: mails wait, and say so. */
  readonly mail: MailServer | null
  readonly outboundAllow: readonly Range[]
}

const batch = 20
const giveUpAfter = 12

/** Sends what is due, until nothing is. Several nodes may do so at once: each mail is claimed by one. */
export async function relayMail(needs: RelayNeeds): Promise<void> {
  const { db, clock, mail } = needs
  if (!mail) {
    await withSystem(db, tx =>
      markUnsendable(tx, 'No mail server is configured (POSTERN_SMTP_URL); the mail waits.'),
    )
    return
  }
  for (;;) {
    const claimed = await withSystem(db, tx => claimMails(tx, clock.now(), batch))
    if (claimed.length > 0) await sendAll(needs, mail, claimed)
    if (claimed.length < batch) return
  }
}

async function sendAll(
  needs: RelayNeeds,
  server: MailServer,
  claimed: readonly ClaimedMail[],
): Promise<void> {
  let transport: MailTransport | Error
  try {
    transport = await openTransport(server, needs.outboundAllow)
  } catch (error) {
    transport = error instanceof Error ? error : new Error('the mail server has no address')
  }
  for (const mail of claimed) {
    const settlement = await trySend(transport, server, mail, needs.clock.now())
    await withSystem(needs.db, tx => settleMail(tx, mail, settlement, needs.clock.now()))
    needs.metrics.countMail(settlement.outcome === 'retry' ? 'retried' : settlement.outcome)
    if (settlement.outcome !== 'sent') {
      // ids and codes only: answers of mail servers quote addresses
      needs.log.warn({ mail: mail.id, outcome: settlement.outcome, tries: mail.tries }, 'mail not sent')
    }
  }
  if (!(transport instanceof Error)) transport.close()
}

async function trySend(
  transport: MailTransport | Error,
  server: MailServer,
  mail: ClaimedMail,
  now: Date,
): Promise<Settlement> {
  try {
    const rendered = await renderMail(mail.template, mail.data)
    if (transport instanceof Error) throw transport
    await transport.send({ ...rendered, to: mail.recipient, messageId: messageIdOf(mail.id, server.from) })
    return { outcome: 'sent' }
  } catch (error) {
    return afterFailure(error, mail.tries, now)
  }
}

/** The same for every try of a row. */
export function messageIdOf(id: string, from: string): string {
  const domain = /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'postern.invalid'
  return `<${id}@${domain}>`
}

/** A refusal for good (5xx about this mail) ends it; anything else is tried again, ever less often. */
export function afterFailure(error: unknown, tries: number, now: Date): Settlement {
  const said = (error instanceof Error ? error.message : String(error)).slice(0, 300)
  const final = error instanceof MailUnrenderable || isPermanent(error)
  if (final || tries >= giveUpAfter) return { outcome: 'failed', error: said }
  const minutes = Math.min(2 ** (tries - 1), 360)
  return { outcome: 'retry', at: new Date(now.getTime() + minutes * 60_000), error: said }
}

function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // a refused login is about our configuration, not about the mail
  if ('code' in error && error.code === 'EAUTH') return false
  return 'responseCode' in error && typeof error.responseCode === 'number' && error.responseCode >= 500
}
