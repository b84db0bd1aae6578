import { isIP } from 'node:net'
import { createTransport } from 'nodemailer'
import { isLoopbackHost, type Range } from '../platform/address-ranges.ts'
import { type ResolveName, reachableAddresses, resolveName } from '../platform/fetch-connect.ts'
import type { RenderedMail } from './render.ts'

/** Where and as whom mail is sent. */
export interface MailServer {
  /** `smtp:` or `smtps:`, with credentials. */
  readonly url: URL
  readonly from: string
}

export interface OutgoingMail extends RenderedMail {
  readonly to: string
  /** Stable per outbox row: a mail repeated after a crash carries it again. */
  readonly messageId: string
}

export interface MailTransport {
  /** Resolves once the server has taken the mail. */
  send(mail: OutgoingMail): Promise<void>
  /** Connects and logs in without sending; rejects with the reason. */
  probe(): Promise<void>
  close(): void
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/**
 * A connection to the mail server, by the address its name has now, which must be public or in POSTERN_OUTBOUND_ALLOW.
 * Credentials leave this machine only over TLS.
 * @throws FetchRefused when no address of the server may be reached
 */
export async function openTransport(
  { url, from }: MailServer,
  allow: readonly Range[],
  resolve: ResolveName = resolveName,
): Promise<MailTransport> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const [found] = await reachableAddresses(host, allow, resolve)
  const address = found?.address ?? host
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  const smtp = createTransport({
    host: address,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && user !== '' && !isLoopbackHost(address),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    ...(isIP(host) === 0 ? { tls: { servername: host } } : {}),
    ...patience,
    pool: true,
    maxConnections: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, html, messageId }) {
      // an address object: nothing in the recipient is parsed as a second one
      await smtp.sendMail({ from, to: { name: '', address: to }, subject, text, html, messageId })
    },
    async probe() {
      await smtp.verify()
    },
    close: () => smtp.close(),
  }
}
